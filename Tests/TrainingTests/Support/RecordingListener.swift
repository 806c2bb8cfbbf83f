import NeuralNetwork
import Telemetry
import Training

/// Notes what a listener is told.
final class RecordingListener: RunListener, Sendable {
    private let notes = LockedValue<[String]>([])
    private let weights = LockedValue<[NetworkWeights]>([])
    private let points = LockedValue<[HistoryPoint]>([])

    /// A word or two a call.
    var calls: [String] { notes.withLock { $0 } }
    /// The weights at the end of each epoch.
    var epochWeights: [NetworkWeights] { weights.withLock { $0 } }
    /// Every stretch of the training curve.
    var stretches: [HistoryPoint] { points.withLock { $0 } }

    private func note(_ text: String) { notes.withLock { $0.append(text) } }

    func runStarted(_ run: RunView) { note("started") }

    func settingChanged(_ mark: HistoryMark, _ run: RunView) { note("\(mark.name) \(mark.to)") }

    func stretchEnded(_ point: HistoryPoint, _ run: RunView) { points.withLock { $0.append(point) } }

    func epochEnded(_ record: EpochRecord, _ run: RunView) {
        note("epoch \(record.epoch)")
        weights.withLock { $0.append(run.weights) }
    }

    func runWarned(_ message: String, _ run: RunView) { note("warning: \(message)") }

    func runEnded(_ run: RunView) { note("ended") }
}
