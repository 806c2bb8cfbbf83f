import Foundation
import Telemetry
import Testing

@Suite struct TrainingHistoryTests {
    @Test func findsTheLowestLossAndTheFirstBestAccuracy() {
        var history = TrainingHistory()
        history.epochs = [
            .sample(1, validationLoss: 0.3, validationAccuracy: 0.91),
            .sample(2, validationLoss: 0.2, validationAccuracy: 0.95),
            .sample(3, validationLoss: .nan, validationAccuracy: 0.1),
            .sample(4, validationLoss: 0.25, validationAccuracy: 0.95),
        ]
        #expect(history.lowestValidationLoss?.epoch == 2)
        #expect(history.bestValidationAccuracy?.epoch == 2)
    }

    @Test func isEmptyWithoutEpochs() {
        #expect(TrainingHistory().lowestValidationLoss == nil)
        #expect(TrainingHistory().bestValidationAccuracy == nil)
    }

    @Test func epochRecordsUseKerasNamesInJSON() throws {
        let record = EpochRecord.sample(3, loss: 0.5, validationLoss: 0.25, validationAccuracy: 0.75)
        let data = try JSONEncoder().encode(record)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(object["val_loss"] as? Double == 0.25)
        #expect(object["val_accuracy"] as? Double == 0.75)
        #expect(object["learning_rate"] as? Double == 0.01)
        #expect(object["val_seconds"] as? Double == 0.5)
        #expect(try JSONDecoder().decode(EpochRecord.self, from: data) == record)
    }
}
