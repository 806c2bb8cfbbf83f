import Foundation
import Telemetry
import Testing
import Training

@Suite struct RunEventTests {
    private func object(_ event: RunEvent) throws -> [String: Any] {
        #expect(!event.jsonLine.contains("\n"))
        return try #require(try JSONSerialization.jsonObject(with: Data(event.jsonLine.utf8)) as? [String: Any])
    }

    @Test func anEpochHasTheDocumentedKeys() throws {
        let record = EpochRecord(
            epoch: 1, step: 600, loss: 0.5, accuracy: 0.75, validationLoss: 0.25, validationAccuracy: 0.875,
            learningRate: 0.005, seconds: 1.5, validationSeconds: 0.125)
        let object = try object(.epoch(record))
        #expect(
            Set(object.keys) == [
                "event", "epoch", "step", "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate", "seconds",
                "val_seconds",
            ])
        #expect(object["event"] as? String == "epoch")
        #expect(object["val_accuracy"] as? Double == 0.875)
    }

    @Test func aSummarySaysNullWhereNothingApplies() throws {
        let trainer = Trainer(
            TrainingRequest(
                stage: .small(epochs: 1), dataset: try SyntheticDigits.make(train: 60, test: 20, noise: 250),
                output: .none, reporting: .none))
        var summary = try trainer.run()
        summary.secondsTo99 = nil
        let object = try object(.summary(summary))
        #expect(
            Set(object.keys) == [
                "event", "stage", "dataset", "parameters", "epochs", "seconds_per_epoch", "images_per_second",
                "test_accuracy", "test_loss", "best_test_accuracy", "best_epoch", "seed", "threads", "blas_kernel",
                "seconds_to_99", "peak_memory_mib", "run",
            ])
        #expect(object["seconds_to_99"] is NSNull && object["run"] is NSNull)
        #expect(object["stage"] as? String == "small")
        #expect(try #require(object["peak_memory_mib"] as? Double) > 1)
    }

    @Test func secondsTo99CountFromTheGivenStart() throws {
        let summary = try Trainer(
            TrainingRequest(
                stage: .small(learningRate: 0.01, epochs: 5), dataset: try SyntheticDigits.make(noise: 20),
                output: .none, reporting: .none, processStart: .now - .seconds(100))
        ).run()
        let seconds = try #require(summary.secondsTo99)
        #expect(seconds > 100 && seconds < 160)
    }

    @Test func theProcessStartedBeforeNow() {
        #expect(ProcessFacts.start < .now)
        #expect(ProcessFacts.start > .now - .seconds(24 * 3600))
    }
}
