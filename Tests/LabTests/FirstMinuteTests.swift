import Datasets
import Lab
import Notebook
import Telemetry
import Testing
import TerminalUI

/// What a newcomer meets first: messages that go, fields that take what is typed, choices in a list.
@Suite struct FirstMinuteTests {
    /// The form in front, the cursor on a field of `softmax`.
    private func model(on field: HyperparameterField, _ size: Size = LabFixture.size(80, 24)) throws -> LabModel {
        var model = try LabFixture.idle(size)
        LabFixture.press(&model, .tab)
        let fields = HyperparameterField.fields(for: model.state.stage, model.state.hyperparameters)
        for _ in 0..<(try #require(fields.firstIndex(of: field))) { LabFixture.press(&model, .down) }
        return model
    }

    @Test func noticesGoByThemselves() throws {
        var model = try LabFixture.idle()
        _ = model.update(.done("saved"))
        for second in [100, 101, 107] {
            _ = model.update(.ticked(.seconds(second)))
            #expect(model.state.notice?.text == "saved")
        }
        _ = model.update(.ticked(.seconds(108)))
        #expect(model.state.notice == nil)
        // What went wrong stays longer.
        _ = model.update(.failed("the disk is full"))
        _ = model.update(.ticked(.seconds(200)))
        _ = model.update(.ticked(.seconds(220)))
        #expect(model.state.notice?.text == "the disk is full")
    }

    @Test func theFooterShowsTheFieldsKeys() throws {
        var model = try model(on: .learningRate)
        let line = LabFixture.text(model).split(separator: "\n").last ?? ""
        #expect(line == " ↑↓ field  ←→ change  Enter type  d notebook  Space train  ? help  q quit")
        LabFixture.press(&model, .enter)
        #expect(LabFixture.text(model).split(separator: "\n").last == " Enter take  Esc leave as it was")
    }

    /// The first lesson asks for 0.5: Enter, 0.5, Enter.
    @Test func whatIsTypedReplacesTheValue() throws {
        var model = try model(on: .learningRate)
        LabFixture.press(&model, .enter)
        LabFixture.type("0.5", &model)
        LabFixture.press(&model, .enter)
        #expect(model.state.hyperparameters.learningRate == 0.5)
    }

    @Test(arguments: [Key.end, .right, .left]) func keysThatMoveKeepTheValue(_ key: Key) throws {
        var model = try model(on: .learningRate)
        LabFixture.press(&model, .enter, key, .end)
        LabFixture.type("5", &model)
        LabFixture.press(&model, .enter)
        #expect(model.state.hyperparameters.learningRate == 0.0055)
    }

    @Test func numbersTakeNoLetters() throws {
        var model = try model(on: .batchSize)
        LabFixture.press(&model, .enter)
        LabFixture.type("q6sS4?x:", &model)
        #expect(model.helpOffset == nil && model.palette == nil && model.state.run == nil)
        LabFixture.press(&model, .enter)
        #expect(model.state.hyperparameters.batchSize == 64)
    }

    @Test func choicesOpenAList() throws {
        var model = try model(on: .optimizer)
        LabFixture.press(&model, .enter)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1 Train   2 Digits   3 Weights   4 Lesson   5 Runs          softmax
                ╭─ Stages ────────── best here ╮╭─ Accuracy ───────────────────────────────────╮
                │▸ 1 softmax             92.0 %││100 % ┤                                       │
                │  2 relu                     –││      │                                       │
                │  3 adam                98.0 %││ 80 % ┤                                       │
                ╰──────────────────────────────╯│      │                                       │
                ╭─ Hyperparameters ── notebook ╮│      │                                       │
                │▸ optimizer     ‹ sgd ›       ││ 60 % ┤                                       │
                │  learning rate ╭──────────╮  ││      │                                       │
                │  schedule      │▸ sgd     │  ││      │  no run of softmax yet: Space trains  │
                │  momentum      │  rmsprop │  ││ 40 % ┤                                       │
                │  nesterov      │  adam    │  ││      │                                       │
                │  batch size    │  adamw   │  ││      │                                       │
                │  epochs        ╰──────────╯  ││ 20 % ┤                                       │
                │  seed            1           ││      │                                       │
                │  threads         auto        ││  0 % ┤                                       │
                │  dataset         tiny        ││      └┬──────────────────┬──────────────────┬│
                │                              ││      0.0                0.5             epoch│
                │                              │╰──────────────────────────────────────────────╯
                │The rule that turns gradients │ No run of softmax yet. Space trains softmax
                │into steps. sgd, rmsprop,     │ ten weighted sums of the pixels
                │adam, adamw.                  │
                ╰──────────────────────────────╯
                 ↑↓ choose  Enter take  Esc leave as it was
                """#)
        LabFixture.press(&model, .down, .down, .enter)
        #expect(HyperparameterField.optimizer.text(in: model.state.hyperparameters) == "adam")
        LabFixture.press(&model, .enter, .down, .escape)
        #expect(HyperparameterField.optimizer.text(in: model.state.hyperparameters) == "adam")
    }

    @Test func aClickTakesAChoice() throws {
        var model = try model(on: .optimizer)
        LabFixture.press(&model, .enter)
        let rows = LabFixture.text(model).split(separator: "\n", omittingEmptySubsequences: false)
        let row = try #require(rows.firstIndex { $0.contains("adamw") })
        let text = rows[row]
        let column = text.distance(from: text.startIndex, to: try #require(text.range(of: "adamw")).lowerBound)
        _ = model.update(.mouse(MouseEvent(.press, at: Point(column: column, row: row))))
        #expect(HyperparameterField.optimizer.text(in: model.state.hyperparameters) == "adamw")
    }

    @Test func settingsAreUndoneAndRedone() throws {
        var model = try model(on: .learningRate)
        LabFixture.press(&model, .right, .right, .down, .character("D"))
        #expect(model.state.hyperparameters == model.state.stage.defaults)
        LabFixture.press(&model, .character("u"))
        #expect(model.state.hyperparameters.learningRate == 0.02)
        LabFixture.press(&model, .character("u"))
        #expect(model.state.hyperparameters.learningRate == 0.01)
        LabFixture.press(&model, .control("r"))
        #expect(model.state.hyperparameters.learningRate == 0.02)
        LabFixture.press(&model, .character("u"), .character("u"))
        #expect(model.state.hyperparameters == model.state.stage.defaults)
        LabFixture.press(&model, .character("u"))
        #expect(model.state.notice?.text == "nothing to undo")
    }

    /// A run that goes on gets the value that comes back.
    @Test func anUndoneLiveSettingReachesTheRun() throws {
        var model = try LabFixture.training()
        LabFixture.press(&model, .tab, .down, .right)
        #expect(LabFixture.press(&model, .character("u")).summaries == ["apply lr 0.005 epochs 10"])
    }

    /// What the untrained network got wrong is not told beside digits that are right by now.
    @Test func inTheFirstEpochNoStaleFigureIsTold() throws {
        var model = try LabFixture.training(LabFixture.size(120, 40))
        var snapshot = try LabFixture.snapshot(LabFixture.stages[1])
        snapshot.testReport = LabFixture.report(step: 0)
        _ = model.update(.snapshot(run: 1, snapshot))
        #expect(!LabFixture.text(model).contains("wrong 3 of 20"))
        snapshot.testReport = LabFixture.report(step: 2)
        _ = model.update(.snapshot(run: 1, snapshot))
        #expect(LabFixture.text(model).contains("wrong 3 of 20"))
    }
}
