import Lab
import Notebook
import Telemetry
import Testing
import TerminalUI

/// What keys do to the run, on whichever screen they are pressed.
@Suite struct TrainingKeysTests {
    @Test func spaceStartsPausesAndResumes() throws {
        var model = try LabFixture.idle()
        #expect(LabFixture.press(&model, .character(" ")).summaries == ["start softmax lr 0.005"])
        #expect(LabFixture.press(&model, .character(" ")).summaries == ["pause"])
        _ = model.update(.snapshot(run: 1, try LabFixture.snapshot(model.state.stage, status: .paused)))
        #expect(LabFixture.press(&model, .character(" ")).summaries == ["resume"])
    }

    @Test func nothingStartsWithoutImages() throws {
        var model = LabModel(stages: LabFixture.stages)
        _ = model.update(.started(ViewContext(size: Size(columns: 80, rows: 24))))
        #expect(LabFixture.press(&model, .character(" ")).isEmpty)
        #expect(model.state.notice?.text == "the images are still being loaded")
        _ = model.update(.dataFailed("there is no folder /x"))
        LabFixture.press(&model, .escape)
        #expect(LabFixture.press(&model, .character("r")).isEmpty)
        #expect(model.state.dialog?.choices.map(\.title) == ["Use the 5,000", "Download (11 MB)", "Folder…"])
    }

    @Test func stepsGoToTheRunAndStartOneWhereThereIsNone() throws {
        var model = try LabFixture.idle()
        #expect(
            LabFixture.press(&model, .character("s")).summaries == ["start softmax paused lr 0.005", "stepBatch"])
        #expect(LabFixture.press(&model, .character("S")).summaries == ["stepEpoch"])
        #expect(LabFixture.press(&model, .character("s")).summaries == ["stepBatch"])
    }

    @Test func restartSavesTheRunFirstAndThenTrainsWithTheEditedSettings() throws {
        var model = try LabFixture.training()
        model.state.hyperparameters.learningRate = 0.02
        #expect(LabFixture.press(&model, .character("r")).summaries == ["stop"])
        // Until the run has ended, nothing else is asked of it.
        #expect(LabFixture.press(&model, .character(" ")).isEmpty)
        #expect(model.update(.trainingEnded(run: 1, TrainingEnd())).summaries == ["list", "start relu lr 0.02"])
        #expect(model.state.run?.number == 2)
    }

    @Test func aLateSnapshotOfAnEarlierRunIsNotShown() throws {
        var model = try LabFixture.training()
        LabFixture.press(&model, .character("r"))
        _ = model.update(.trainingEnded(run: 1, TrainingEnd()))
        let before = model.state.run
        _ = model.update(.snapshot(run: 1, try LabFixture.snapshot(LabFixture.stages[1], status: .stopped)))
        #expect(model.state.run == before)
    }

    @Test func stoppingKeepsWhatIsShown() throws {
        var model = try LabFixture.training()
        #expect(LabFixture.press(&model, .character("x")).summaries == ["stop"])
        #expect(model.update(.trainingEnded(run: 1, TrainingEnd())).summaries == ["list"])
        #expect(!model.state.isTraining)
        #expect(model.state.shownRun?.history.epochs.count == 2)
        #expect(LabFixture.press(&model, .character("x")).isEmpty)
        #expect(model.state.notice?.text == "nothing is training")
    }

    @Test func aFailedRunSaysWhy() throws {
        var model = try LabFixture.training(LabFixture.size(80, 24))
        _ = model.update(
            .trainingEnded(run: 1, TrainingEnd(failure: "the loss is not finite; lower the learning rate")))
        #expect(LabFixture.text(model).contains("✗ the loss is not finite"))
    }

    @Test func quittingWhileTrainingAsksAndSaves() throws {
        var model = try LabFixture.training()
        #expect(LabFixture.press(&model, .character("q")).isEmpty)
        #expect(model.state.dialog?.title == "Quit while relu trains?")
        LabFixture.press(&model, .escape)
        #expect(model.state.dialog == nil && model.state.isTraining)
        #expect(LabFixture.press(&model, .character("q"), .enter).summaries == ["settings", "stop"])
        #expect(model.update(.trainingEnded(run: 1, TrainingEnd())).summaries == ["exit 0"])
    }

    @Test func quittingWithoutARunJustQuits() throws {
        var model = try LabFixture.idle()
        #expect(LabFixture.press(&model, .character("q")).summaries == ["settings", "exit 0"])
    }

    @Test func signalsSaveTheRunAndExitWithTheirNumber() throws {
        var model = try LabFixture.training()
        #expect(model.update(.terminated(signal: 15)).summaries == ["settings", "stop"])
        #expect(model.update(.trainingEnded(run: 1, TrainingEnd())).summaries == ["exit 143"])
        var other = try LabFixture.training()
        #expect(other.update(.hungUp).summaries == ["settings", "stop", "await"])
        // The dead terminal says so again and again until the run is saved.
        #expect(other.update(.hungUp).summaries == ["await"])
        #expect(other.update(.trainingEnded(run: 1, TrainingEnd())).summaries == ["exit 129"])
    }

    @Test func switchingStageWhileTrainingAsks() throws {
        var model = try LabFixture.training()
        // The cursor moves, the stage stays, and Enter asks.
        #expect(LabFixture.press(&model, .down).isEmpty)
        #expect(model.state.stage.id == "relu")
        LabFixture.press(&model, .enter)
        #expect(model.state.dialog?.choices.map(\.title) == ["Keep training", "Stop and switch to adam"])
        #expect(LabFixture.press(&model, .right, .enter).summaries.contains("stop"))
        #expect(model.state.stage.id == "adam")
    }

    @Test func withoutARunTheStageFollowsTheCursor() throws {
        var model = try LabFixture.idle()
        #expect(LabFixture.press(&model, .down).summaries.first == "settings")
        #expect(model.state.stage.id == "relu")
        LabFixture.press(&model, .character("j"), .character("j"), .character("j"))
        #expect(model.state.stage.id == "adam")
        LabFixture.press(&model, .character("k"))
        #expect(model.state.stage.id == "relu")
    }
}
