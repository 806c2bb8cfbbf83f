import Lab
import Telemetry
import TerminalUI
import Testing

/// The Runs screen beside a run that goes on.
@Suite struct RunsInProgressTests {
    /// A lab whose list of runs holds the one that trains, as it was on the disk when it began.
    private func training() throws -> LabModel {
        var model = try LabFixture.training(LabFixture.size(120, 40))
        var item = LabFixture.run("relu-20261123-140200", LabFixture.stages[1], best: 0.5, started: 3)
        item.status = "running"
        item.epochs = 0
        item.bestAccuracy = nil
        item.lastAccuracy = nil
        _ = model.update(.runsListed([item], problems: []))
        return model
    }

    @Test func theRunThatGoesOnIsShownAsItIsNow() throws {
        var model = try training()
        let effects = LabFixture.press(&model, .character("5"))
        #expect(!effects.summaries.contains("curves relu-20261123-140200"))
        let text = LabFixture.text(model)
        #expect(text.contains("75.00 %"), "the second epoch's test accuracy")
        #expect(!text.contains("reading"))
    }

    @Test func curvesAreExported() throws {
        var model = try training()
        #expect(LabFixture.press(&model, .character("5"), .character("e")).summaries == ["export relu-20261123-140200"])
    }

    @Test func curvesThatGrowElsewhereAreReadAgain() throws {
        var model = try LabFixture.idle()
        var item = LabFixture.run("softmax-9", LabFixture.stages[0], best: 0.5, started: 3)
        item.status = "running"
        _ = model.update(.runsListed([item], problems: []))
        #expect(LabFixture.press(&model, .character("5")).summaries.contains("curves softmax-9"))
        _ = model.update(.curvesLoaded(run: "softmax-9", LabFixture.history()))
        #expect(model.update(.runsListed([item], problems: [])).summaries == ["curves softmax-9"])
    }

    @Test func whoAsksTwiceToQuitQuits() throws {
        var model = try training()
        #expect(LabFixture.press(&model, .control("c")).isEmpty)
        #expect(LabFixture.press(&model, .control("c")).summaries == ["settings", "stop"])
    }

    @Test func aTinyWindowQuitsUnderADialogToo() throws {
        var model = try training()
        LabFixture.press(&model, .character("q"))
        _ = model.update(.resized(LabFixture.size(30, 8)))
        #expect(LabFixture.press(&model, .enter).isEmpty, "what cannot be seen is not chosen")
        #expect(LabFixture.press(&model, .character("q")).summaries == ["settings", "stop"])
    }
}
