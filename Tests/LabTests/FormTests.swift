import Datasets
import Lab
import Notebook
import Telemetry
import Testing
import TerminalUI

/// The hyperparameter form, through the screen's keys.
@Suite struct FormTests {
    /// The form in front, the cursor on a field.
    func model(_ stage: Int, on field: HyperparameterField, training: Bool = false) throws -> LabModel {
        var model = try LabFixture.idle()
        for _ in 0..<stage { LabFixture.press(&model, .down) }
        if training {
            LabFixture.press(&model, .character(" "))
            _ = model.update(.snapshot(run: 1, try LabFixture.snapshot(model.state.stage)))
        }
        LabFixture.press(&model, .tab)
        let fields = HyperparameterField.fields(for: model.state.stage, model.state.hyperparameters)
        let index = try #require(fields.firstIndex(of: field))
        for _ in 0..<index { LabFixture.press(&model, .down) }
        return model
    }

    @Test func arrowsNudgeAndLettersMirrorThem() throws {
        var model = try model(0, on: .learningRate)
        LabFixture.press(&model, .right)
        #expect(model.state.hyperparameters.learningRate == 0.01)
        LabFixture.press(&model, .character("l"))
        #expect(model.state.hyperparameters.learningRate == 0.02)
        LabFixture.press(&model, .character("h"), .left)
        #expect(model.state.hyperparameters.learningRate == 0.005)
    }

    @Test(arguments: [
        (HyperparameterField.learningRate, "0.5"), (.epochs, "7"), (.batchSize, "64"), (.seed, "9"), (.threads, "auto"),
    ])
    func typedValuesAreTaken(_ field: HyperparameterField, _ text: String) throws {
        var model = try model(0, on: field)
        LabFixture.press(&model, .enter, .control("u"))
        LabFixture.type(text, &model)
        LabFixture.press(&model, .enter)
        #expect(field.text(in: model.state.hyperparameters) == text)
        #expect(!model.screen.capturesText)
    }

    /// Every field of every stage refuses a value beyond its range, says why, keeps the old one and stays open.
    @Test(arguments: [
        (0, HyperparameterField.learningRate, "11"), (0, .learningRate, "0"), (0, .learningRate, "1e"),
        (0, .batchSize, "0"), (0, .batchSize, "10001"), (0, .epochs, "0"), (0, .epochs, "100001"),
        (0, .momentum, "1"), (0, .threads, "65"), (0, .seed, "99999999999999999999"),
        (1, .hiddenUnits, "0"), (1, .hiddenUnits, "5000"), (2, .decay, "2"),
        (2, .dropout, "0.96"), (2, .dropout, "-0.1"),
    ])
    func wrongValuesAreRefusedWithTheReason(_ stage: Int, _ field: HyperparameterField, _ text: String) throws {
        var model = try model(stage, on: field)
        let before = model.state.hyperparameters
        LabFixture.press(&model, .enter, .control("u"))
        LabFixture.type(text, &model)
        #expect(LabFixture.press(&model, .enter).isEmpty)
        #expect(model.state.hyperparameters == before)
        #expect(model.screen.capturesText)
        #expect(LabFixture.text(model).contains("\(field.name): \"\(text)\""))
        LabFixture.press(&model, .escape)
        #expect(!model.screen.capturesText)
    }

    /// Nudged to either end, every number stays within its bounds.
    @Test(arguments: 0..<3) func nudgesStayWithinBounds(_ stage: Int) throws {
        var model = try model(stage, on: .optimizer)
        let count = HyperparameterField.fields(for: model.state.stage, model.state.hyperparameters).count
        for _ in 0..<count {
            for key in [Key.left, .right] {
                for _ in 0..<90 { LabFixture.press(&model, key) }
                for field in HyperparameterField.allCases where field != .dataset {
                    #expect(throws: Never.self) { try field.check(model.state.hyperparameters) }
                }
                model.state.hyperparameters = model.state.stage.defaults
            }
            LabFixture.press(&model, .down)
        }
    }

    @Test func dBringsBackTheNotebooksValue() throws {
        var model = try model(0, on: .learningRate)
        LabFixture.press(&model, .right)
        #expect(LabFixture.text(model).contains("•"))
        LabFixture.press(&model, .character("d"))
        #expect(model.state.hyperparameters == model.state.stage.defaults)
        #expect(!LabFixture.text(model).contains("•"))
    }

    @Test func liveFieldsReachTheRunAndOthersWait() throws {
        var model = try model(1, on: .learningRate, training: true)
        #expect(LabFixture.press(&model, .right).summaries == ["apply lr 0.01 epochs 10"])
        var other = try self.model(1, on: .batchSize, training: true)
        #expect(LabFixture.press(&other, .right).isEmpty)
        let text = LabFixture.text(other)
        #expect(text.contains("restart"))
        #expect(text.contains("Waits for a restart (r)."))
    }

    @Test func lettersBelongToTheTextWhileTyping() throws {
        var model = try model(0, on: .learningRate)
        LabFixture.press(&model, .enter, .control("u"))
        LabFixture.type("1e-3", &model)
        // q, 2 and ? would leave, switch and help elsewhere.
        LabFixture.type("q?", &model)
        #expect(model.helpOffset == nil && model.state.dialog == nil && model.selectedScreen == 0)
        LabFixture.press(&model, .enter)
        #expect(model.state.hyperparameters.learningRate == 0.001)
    }

    @Test func anotherDataSetWaitsForTheRunToEnd() throws {
        var model = try model(1, on: .dataset, training: true)
        LabFixture.press(&model, .enter, .end, .enter)
        LabFixture.type("/more", &model)
        #expect(LabFixture.press(&model, .enter).summaries == ["load folder(\"/more\")"])
        _ = model.update(.dataLoaded(try LabFixture.dataset("more", count: 10)))
        #expect(model.state.dataset?.name == "tiny")
        _ = model.update(.trainingEnded(run: 1, TrainingEnd()))
        #expect(model.state.dataset?.name == "more")
        // Its answers belonged to the other images.
        #expect(model.state.shownRun?.report == nil)
        _ = LabFixture.text(model)
    }
}
