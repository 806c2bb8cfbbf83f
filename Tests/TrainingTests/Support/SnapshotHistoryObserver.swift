import Telemetry
import Training

/// Keeps the snapshot of the last epoch's end.
final class SnapshotHistoryObserver: TrainingObserver {
    private let kept = LockedValue<TrainingSnapshot?>(nil)

    var last: TrainingSnapshot? { kept.withLock { $0 } }

    func epochEnded(_ record: EpochRecord, snapshot: TrainingSnapshot) {
        kept.withLock { $0 = snapshot }
    }
}
