import Foundation
import Synchronization
import Telemetry

/// Trains one network on the thread that calls ``run()``, or on its own; the command line and the lab share it.
///
/// Nothing crosses its border but immutable ``snapshots`` on the way out and ``commands`` on the way in.
public final class Trainer: Sendable {
    public let request: TrainingRequest
    /// What the run looks like now, a few times a second.
    public let snapshots = Latest<TrainingSnapshot>()
    /// Carried out between two batches.
    public let commands = Mailbox<TrainingCommand>()

    private let listeners: [any RunListener & Sendable]
    private let wasStarted = Atomic<Bool>(false)
    private let endState = Mutex<TrainerState?>(nil)

    /// - Parameter listeners: Told, in this order, behind the run's own files and snapshots.
    public init(_ request: TrainingRequest, listeners: [any RunListener & Sendable] = []) {
        self.request = request
        self.listeners = listeners
    }

    /// Trains to the end, or until a ``TrainingCommand/stop``, and returns how it went; may be called once.
    ///
    /// - Throws: ``TrainingError``.
    public func run() throws(TrainingError) -> RunSummary {
        let first = wasStarted.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged
        precondition(first, "a trainer runs once")
        let loop = try TrainingLoop(request, commands: commands, snapshots: snapshots, listeners: listeners)
        defer { endState.withLock { $0 = loop.state } }
        return try loop.run()
    }

    /// The same on a thread of its own.
    ///
    /// - Parameter completion: Called on that thread when all is over and written.
    public func start(completion: @escaping @Sendable (Result<RunSummary, TrainingError>) -> Void) {
        let thread = Thread {
            do throws(TrainingError) {
                completion(.success(try self.run()))
            } catch {
                completion(.failure(error))
            }
        }
        thread.name = "trainer"
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// What the rest of the run would have depended on, once it has ended: for another request to go on from.
    public var finalState: TrainerState? { endState.withLock { $0 } }
}
