import Dispatch
import Telemetry
import Testing
import Training

/// Watches a trainer on a thread of its own and waits for what it says; nothing here sleeps.
final class SnapshotRecorder: Sendable {
    let trainer: Trainer
    private let snapshots = LockedValue<[TrainingSnapshot]>([])
    private let arrival = DispatchSemaphore(value: 0)
    private let result = LockedValue<Result<RunSummary, TrainingError>?>(nil)
    private let end = DispatchSemaphore(value: 0)

    /// Starts the trainer.
    init(_ trainer: Trainer) {
        self.trainer = trainer
        trainer.snapshots.onPublish { [unowned self] in
            guard let snapshot = self.trainer.snapshots.take() else { return }
            self.snapshots.withLock { $0.append(snapshot) }
            self.arrival.signal()
        }
        trainer.start { [self] result in
            self.result.withLock { $0 = result }
            // Whoever waits for a snapshot learns that none comes any more.
            arrival.signal()
            end.signal()
        }
    }

    func send(_ commands: TrainingCommand...) {
        for command in commands { trainer.commands.send(command) }
    }

    /// The first snapshot, past those that an earlier wait went over, that fulfils the condition.
    func wait(
        _ what: String, _ location: SourceLocation = #_sourceLocation, until condition: (TrainingSnapshot) -> Bool
    ) throws -> TrainingSnapshot {
        while true {
            let found = snapshots.withLock { snapshots -> TrainingSnapshot? in
                while !snapshots.isEmpty {
                    let snapshot = snapshots.removeFirst()
                    if condition(snapshot) { return snapshot }
                }
                return nil
            }
            if let found { return found }
            let result = self.result.withLock { $0 }
            try #require(result == nil, "the run ended without a snapshot: \(what)", sourceLocation: location)
            try #require(
                arrival.wait(timeout: .now() + 20) == .success, "no snapshot: \(what)", sourceLocation: location)
        }
    }

    /// Waits for the end of the run.
    func finish(_ location: SourceLocation = #_sourceLocation) throws -> Result<RunSummary, TrainingError> {
        try #require(end.wait(timeout: .now() + 30) == .success, "the run did not end", sourceLocation: location)
        end.signal()
        return try #require(result.withLock { $0 }, sourceLocation: location)
    }
}
