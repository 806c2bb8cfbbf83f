import CFibers
import Synchronization

/// What a ``WorkerGroup`` knows of one worker, apart from the next one's cache line.
struct WorkerSlot: ~Copyable {
    /// The job for which this worker can be begun.
    let claim = Atomic<Int>(-1)
    /// Runs it where its thread has begun another before; nil where there is only one worker.
    var fiber: OpaquePointer?
    /// The barrier at which the fiber pauses.
    var barrier = 0
    var group: Unmanaged<WorkerGroup>?
    var number = 0
    private var padding: (Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
}
