import Telemetry
import Training

/// Keeps the curves as they stood at the last epoch's end.
final class HistoryListener: RunListener, Sendable {
    private let kept = LockedValue<TrainingHistory?>(nil)
    private let steps = LockedValue<Int?>(nil)

    var history: TrainingHistory? { kept.withLock { $0 } }
    var stepsPerEpoch: Int? { steps.withLock { $0 } }

    func epochEnded(_ record: EpochRecord, _ run: RunView) {
        kept.withLock { $0 = run.history }
        steps.withLock { $0 = run.stepsPerEpoch }
    }
}
