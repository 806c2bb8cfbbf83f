import Lab
import Notebook
import Testing
import TerminalUI

/// Runs of one stage that differ in their settings.
@Suite struct ComparingTests {
    private func model(_ size: Size = LabFixture.size(120, 40)) throws -> LabModel {
        var model = try LabFixture.idle(size)
        var runs = [0.5, 0.05, 0.005].enumerated().map { index, rate in
            var run = LabFixture.run("relu-\(index)", LabFixture.stages[1], best: 0.9 + rate / 10, started: 3)
            run.started = "2026-11-23 14:02:0\(index)"
            run.hyperparameters.learningRate = rate
            return run
        }
        runs[0].hyperparameters.batchSize = 64
        _ = model.update(.runsListed(runs, problems: []))
        LabFixture.press(&model, .character("5"))
        for run in runs { _ = model.update(.curvesLoaded(run: run.id, LabFixture.history())) }
        return model
    }

    @Test func whatDiffersIsAColumn() throws {
        let text = LabFixture.text(try model())
        let rows = text.split(separator: "\n")
        #expect(rows[2].contains("learning rate") && rows[2].contains("batch size") && !rows[2].contains("momentum"))
        #expect(rows[3].contains("14:02:0"))
    }

    @Test func settingsOrderTheTable() throws {
        var model = try model()
        func first() -> String? { LabFixture.text(model).split(separator: "\n").dropFirst(3).first.map(String.init) }
        while !LabFixture.text(model).contains("learning rate ▴") { LabFixture.press(&model, .character("o")) }
        #expect(first()?.contains("0.005") == true)
        LabFixture.press(&model, .character("O"))
        #expect(first()?.contains("0.5 ") == true)
    }

    @Test func theLegendSaysWhatWasChanged() throws {
        var model = try model(LabFixture.size(200, 60))
        LabFixture.press(&model, .character("m"), .down, .character("m"))
        let text = LabFixture.text(model)
        #expect(text.contains("relu learning rate 0.5 batch size 64"))
        #expect(text.contains("relu learning rate 0.05"))
    }

    @Test func twoMarkedRunsShowWhatDiffers() throws {
        var model = try model()
        LabFixture.press(&model, .home, .character("m"), .down, .character("m"))
        let text = LabFixture.text(model)
        #expect(text.contains("What differs"))
        let rows = text.split(separator: "\n")
        let rate = try #require(rows.last { $0.contains("learning rate") })
        #expect(rate.contains("0.5") && rate.contains("0.05"))
        #expect(!text.contains("computed by"))
    }

    @Test func aPinnedRunStaysInEveryPlot() throws {
        var model = try model()
        #expect(LabFixture.press(&model, .home, .character("p")).summaries.first == "settings")
        LabFixture.press(&model, .down)
        #expect(LabFixture.text(model).contains("pinned: relu learning rate"))
        LabFixture.press(&model, .character("1"))
        #expect(LabFixture.text(model).contains("pinned: relu learning rate"))
        LabFixture.press(&model, .character("5"), .home, .character("p"), .down)
        #expect(!LabFixture.text(model).contains("pinned:"))
    }
}
