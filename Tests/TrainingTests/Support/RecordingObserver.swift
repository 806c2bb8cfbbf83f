import NeuralNetwork
import Telemetry
import Training

/// Notes what an observer is told.
final class RecordingObserver: TrainingObserver {
    private let notes = LockedValue<[String]>([])
    private let weights = LockedValue<[NetworkWeights]>([])

    /// One word a call.
    var calls: [String] { notes.withLock { $0 } }
    /// The weights at the end of each epoch.
    var epochWeights: [NetworkWeights] { weights.withLock { $0 } }

    func trainingStarted(_ snapshot: TrainingSnapshot) { notes.withLock { $0.append("started") } }

    func epochEnded(_ record: EpochRecord, snapshot: TrainingSnapshot) {
        notes.withLock { $0.append("epoch \(record.epoch)") }
        weights.withLock { $0.append(snapshot.weights) }
    }

    func trainingWarned(_ message: String) { notes.withLock { $0.append("warning: \(message)") } }

    func trainingEnded(_ summary: RunSummary) { notes.withLock { $0.append("ended") } }
}
