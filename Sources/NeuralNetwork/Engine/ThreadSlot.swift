import Foundation
import Synchronization

/// What a ``WorkerGroup`` knows of one thread: the workers it runs on fibers, and how it waits.
struct ThreadSlot: ~Copyable {
    enum Sleep: Int {
        case awake
        /// Until a barrier is passed or the last worker has ended.
        case inJob
        case betweenJobs
    }

    /// How often it looks before it sleeps.
    var spins = 1024
    /// Workers that it has begun besides its first and not finished, in `fibers`.
    private(set) var fiberCount = 0
    private let fibers: UnsafeMutablePointer<Int>
    private let asleep = Atomic<Int>(Sleep.awake.rawValue)
    private let condition = NSCondition()
    private var padding: (Int, Int, Int, Int, Int, Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0)

    /// - Parameter workers: The most that one thread can have begun.
    init(workers: Int) { fibers = .allocate(capacity: workers) }

    deinit { fibers.deallocate() }

    func fiber(_ index: Int) -> Int { fibers[index] }

    mutating func add(_ worker: Int) {
        fibers[fiberCount] = worker
        fiberCount += 1
    }

    /// Takes one out; the others keep their order, in which the next barrier finds them.
    mutating func remove(_ index: Int) {
        for later in index + 1..<max(index + 1, fiberCount) { fibers[later - 1] = fibers[later] }
        fiberCount -= 1
    }

    borrowing func sleep(_ kind: Sleep, while condition: () -> Bool) {
        self.condition.lock()
        asleep.store(kind.rawValue, ordering: .sequentiallyConsistent)
        while condition() { self.condition.wait() }
        asleep.store(Sleep.awake.rawValue, ordering: .sequentiallyConsistent)
        self.condition.unlock()
    }

    /// Called by another thread once the condition has changed.
    borrowing func wake(from kind: Sleep) {
        guard asleep.load(ordering: .sequentiallyConsistent) == kind.rawValue else { return }
        condition.lock()
        condition.signal()
        condition.unlock()
    }
}
