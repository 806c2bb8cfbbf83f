import NeuralNetwork
import Notebook
import Telemetry
import Testing
import Training

@Suite struct TrainerCommandTests {
    private func recorder(
        stage: Stage = .small(epochs: 3), startPaused: Bool = true, watched: [Int] = [], reportsLayers: Bool = false,
        resuming: TrainerState? = nil
    ) throws -> SnapshotRecorder {
        SnapshotRecorder(
            Trainer(
                TrainingRequest(
                    stage: stage, dataset: try SyntheticDigits.make(), output: .none, startPaused: startPaused,
                    reportsLayers: reportsLayers, watchedImages: watched, resuming: resuming.map(SavedRun.init))))
    }

    @Test func stepsByBatchAndByEpochAndGoesOn() throws {
        let recorder = try recorder()
        let paused = try recorder.wait("paused at first") { $0.status == .paused }
        #expect(paused.step == 0)
        #expect(paused.testReport?.epoch == 0)
        recorder.send(.stepBatch)
        let one = try recorder.wait("one batch") { $0.step == 1 && $0.status == .paused }
        #expect(one.stepInEpoch == 1 && one.stepsPerEpoch == 10 && one.history.train.last?.step == 1)
        // Two presses at once are two batches.
        recorder.send(.stepBatch, .stepBatch)
        _ = try recorder.wait("two more") { $0.step == 3 && $0.status == .paused }
        recorder.send(.stepEpoch)
        let epoch = try recorder.wait("the rest of the epoch") { $0.epoch == 1 && $0.status == .paused }
        #expect(epoch.step == 10 && epoch.history.epochs.count == 1)
        recorder.send(.stepEpoch)
        let second = try recorder.wait("a whole epoch") { $0.epoch == 2 && $0.status == .paused }
        #expect(second.step == 20)
        recorder.send(.resume)
        let summary = try recorder.finish().get()
        #expect(summary.steps == 30 && summary.status == .finished)
    }

    @Test func aBatchStepOverTheEndOfAnEpochEvaluates() throws {
        let recorder = try recorder()
        for _ in 0..<10 { recorder.send(.stepBatch) }
        let end = try recorder.wait("ten batches") { $0.step == 10 && $0.status == .paused }
        #expect(end.epoch == 1 && end.stepInEpoch == 0 && end.testReport?.epoch == 1)
        recorder.send(.stop)
        #expect(try recorder.finish().get().epochs == 1)
    }

    @Test func pauseReallyStops() throws {
        let recorder = try recorder(stage: .small(epochs: 100_000), startPaused: false)
        _ = try recorder.wait("some steps") { $0.step > 5 }
        recorder.send(.pause)
        let paused = try recorder.wait("paused") { $0.status == .paused }
        // Whatever is asked while paused is answered at the same step.
        recorder.send(.watch(images: [4, 99, 100, -1]))
        let watched = try recorder.wait("watched") { !$0.watchedImages.isEmpty }
        #expect(watched.step == paused.step && watched.status == .paused)
        #expect(watched.elapsedSeconds == paused.elapsedSeconds, "the clock of the run stands")
        #expect(watched.watchedImages == [4, 99], "images that do not exist are left out")
        recorder.send(.resume)
        _ = try recorder.wait("goes on") { $0.step > paused.step && $0.status == .running }
        recorder.send(.stop)
        let summary = try recorder.finish().get()
        #expect(summary.status == .stopped)
        #expect(summary.testAccuracy != nil)
    }

    @Test func liveChangesLeaveMarksAndTheOthersWait() throws {
        let recorder = try recorder(stage: .small(epochs: 3, dropout: 0.25))
        recorder.send(.stepBatch)
        let before = try recorder.wait("one batch") { $0.step == 1 && $0.status == .paused }
        var wanted = before.hyperparameters
        wanted.learningRate = 0.01
        wanted.schedule = .inverseTime(decay: 0.001)
        wanted.dropout = 0.5
        wanted.epochs = 1
        wanted.batchSize = 7
        wanted.seed = 99
        recorder.send(.apply(wanted))
        let after = try recorder.wait("applied") { !$0.history.marks.isEmpty }
        #expect(after.hyperparameters.learningRate == 0.01)
        #expect(after.hyperparameters.dropout == 0.5)
        #expect(after.hyperparameters.batchSize == 50 && after.hyperparameters.seed == 1)
        #expect(abs(after.learningRate - 0.01 / 1.001) < 1e-15, "the next step's rate, one step taken")
        let marks = Dictionary(uniqueKeysWithValues: after.history.marks.map { ($0.name, $0) })
        #expect(marks.keys.sorted() == ["dropout", "epochs", "learning rate", "schedule"])
        #expect(marks["learning rate"]?.from == "0.003" && marks["learning rate"]?.to == "0.01")
        #expect(marks["epochs"]?.to == "1")
        #expect(marks["dropout"]?.step == 1)
        // One that is out of range changes nothing.
        wanted.learningRate = -1
        wanted.epochs = 5
        recorder.send(.apply(wanted), .stepBatch)
        let ignored = try recorder.wait("next batch") { $0.step == 2 && $0.status == .paused }
        #expect(ignored.hyperparameters.epochs == 1 && ignored.history.marks.count == 4)
        recorder.send(.resume)
        #expect(try recorder.finish().get().epochs == 1)
    }

    @Test func watchedProbabilitiesAreTheSnapshotsOwnNetworks() throws {
        let dataset = try SyntheticDigits.make()
        let recorder = try recorder(watched: [3, 17])
        recorder.send(.stepEpoch)
        let snapshot = try recorder.wait("an epoch") { $0.epoch == 1 && $0.status == .paused }
        #expect(snapshot.watchedImages == [3, 17])
        let classifier = Classifier(network: snapshot.network, weights: snapshot.weights)
        for (image, probabilities) in zip(snapshot.watchedImages, snapshot.watchedProbabilities) {
            #expect(classifier.probabilities(of: dataset.test.pixels + image * 784) == probabilities)
        }
        recorder.send(.stop)
        _ = try recorder.finish()
    }

    @Test func reportsLayersOnlyWhenAsked() throws {
        let recorder = try recorder()
        recorder.send(.stepBatch)
        let without = try recorder.wait("one batch") { $0.step == 1 && $0.status == .paused }
        #expect(without.history.layers.points.isEmpty)
        recorder.send(.reportLayers(true))
        let with = try recorder.wait("a report") { $0.history.layers.last != nil }
        let reports = try #require(with.history.layers.last).layers
        #expect(reports.map(\.name) == ["hidden_layer_1", "logits"])
        let weights = try #require(reports[0].weights)
        let all = with.weights.trainable[0..<784 * 16]
        #expect(weights.quantiles.first == all.min() && weights.quantiles.last == all.max())
        #expect(reports[0].deadFraction != nil && reports[1].deadFraction == nil)
        recorder.send(.stop)
        _ = try recorder.finish()
    }

    @Test func stopBeforeTheFirstStepEndsAtOnce() throws {
        let recorder = try recorder()
        recorder.send(.stop)
        let summary = try recorder.finish().get()
        #expect(summary.steps == 0 && summary.status == .stopped)
        #expect(summary.testAccuracy != nil && summary.bestEpoch == nil && summary.secondsPerEpoch == nil)
    }

    @Test(arguments: [5, 10, 13]) func goesOnBitForBitFromASavedState(steps: Int) throws {
        let stage = Stage.small(schedule: .inverseTime(decay: 0.01), epochs: 2, dropout: 0.25)
        let whole = try recorder(stage: stage, startPaused: false)
        _ = try whole.finish().get()
        let expected = try #require(whole.trainer.finalState)

        let first = try recorder(stage: stage)
        for _ in 0..<steps { first.send(.stepBatch) }
        _ = try first.wait("the first steps") { $0.step == steps && $0.status == .paused }
        first.send(.stop)
        _ = try first.finish().get()
        let saved = try #require(first.trainer.finalState)
        #expect(saved.engine.iteration == steps)

        let second = try recorder(stage: stage, startPaused: false, resuming: saved)
        _ = try second.finish().get()
        #expect(try #require(second.trainer.finalState) == expected)
    }
}
