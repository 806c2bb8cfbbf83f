import Foundation
import NeuralNetwork
import Notebook
import Telemetry
import Testing
import Training

@Suite struct DivergenceTests {
    @Test func endsTheRunAndKeepsFiniteWeights() throws {
        let folder = try TemporaryFolder()
        let run = folder.url.appendingPathComponent("run")
        let trainer = Trainer(
            TrainingRequest(
                stage: .explosive(learningRate: 10), dataset: try SyntheticDigits.make(), output: .folder(run)))
        let error = try #require(throws: TrainingError.self) { try trainer.run() }
        guard case .diverged(let reason, let summary) = error else {
            Issue.record("not diverged: \(error)")
            return
        }
        #expect(error.exitCode == 1)
        #expect(reason.contains("learning rate"))
        #expect(summary.status == .failed(reason))
        let stored = try RunStore.run(in: run)
        #expect(stored.description.status == .failed && stored.description.message == reason)
        let loaded = try RunStore.load(stored)
        #expect(loaded.last.trainable.allSatisfy { $0.isFinite })
        let classifier = Classifier(network: loaded.network, weights: loaded.last)
        #expect(classifier.probabilities(of: [Float](repeating: 1, count: 784)).allSatisfy { $0.isFinite })
        #expect(trainer.snapshots.take()?.status == .failed(reason))
    }

    @Test func keepsTheWeightsOfTheLastFinishedEpoch() throws {
        let folder = try TemporaryFolder()
        let run = folder.url.appendingPathComponent("run")
        let listener = RecordingListener()
        let recorder = SnapshotRecorder(
            Trainer(
                TrainingRequest(
                    stage: .explosive(learningRate: 0.001), dataset: try SyntheticDigits.make(), output: .folder(run),
                    startPaused: true),
                listeners: [listener]))
        recorder.send(.stepEpoch)
        let good = try recorder.wait("an epoch") { $0.epoch == 1 && $0.status == .paused }
        var wanted = good.hyperparameters
        wanted.learningRate = 10
        recorder.send(.apply(wanted), .resume)
        let result = try recorder.finish()
        #expect(throws: TrainingError.self) { try result.get() }
        let kept = try #require(listener.epochWeights.last)
        let loaded = try RunStore.load(try RunStore.run(in: run))
        #expect(loaded.last == kept)
        #expect(loaded.history.marks.map(\.name) == ["learning rate"])
        #expect(listener.calls.last == "ended")
    }
}
