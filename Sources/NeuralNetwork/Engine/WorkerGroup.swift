import CKernels
import Foundation
import Synchronization

/// A fixed team of threads that carry out one job together and meet at barriers of about a microsecond.
///
/// Worker 0 is the calling thread. Between jobs the others spin for a moment, since the next mini-batch usually follows
/// at once, and then sleep, so that a paused run costs nothing.
package final class WorkerGroup: @unchecked Sendable {
    // Sendable by hand: `job` is written by worker 0 only while the others wait for `generation` to change, and read by
    // them only after they saw it change (release and acquire order the two); all else is immutable or atomic.
    package let count: Int
    private var job: (Int) -> Void = { _ in }
    private let generation = Atomic<Int>(0)
    private let arrived = Atomic<Int>(0)
    private let sense = Atomic<Int>(0)
    private let sleepers = Atomic<Int>(0)
    private let stopping = Atomic<Bool>(false)
    private let condition = NSCondition()
    private var threads: [Thread] = []
    private let ended = DispatchSemaphore(value: 0)

    package init(count: Int) {
        precondition(count >= 1, "a group needs one worker")
        self.count = count
        for worker in 1..<max(1, count) {
            let thread = Thread { [unowned self] in self.serve(worker) }
            thread.name = "digitlab worker \(worker)"
            thread.stackSize = 1 << 20
            threads.append(thread)
            thread.start()
        }
    }

    /// Runs `body` on every worker, with its number, and returns when all have finished.
    package func run(_ body: (Int) -> Void) {
        withoutActuallyEscaping(body) { runStored($0) }
    }

    /// The same for a closure that its owner keeps, so that running it allocates nothing.
    package func runStored(_ body: @escaping (Int) -> Void) {
        guard count > 1 else { return body(0) }
        job = body
        wake()
        body(0)
        barrier()
        job = { _ in }
    }

    /// Waits until every worker of the running job has come here.
    package func barrier() {
        guard count > 1 else { return }
        let mine = sense.load(ordering: .relaxed)
        if arrived.add(1, ordering: .acquiringAndReleasing).newValue == count {
            arrived.store(0, ordering: .relaxed)
            sense.store(mine &+ 1, ordering: .sequentiallyConsistent)
            wakeSleepers()
        } else {
            for _ in 0..<Self.barrierSpins {
                if sense.load(ordering: .acquiring) != mine { return }
                ck_pause()
            }
            // Somebody else has the last one's core. Who sleeps now is preferred when the wait is over; who spins is not.
            sleep { sense.load(ordering: .sequentiallyConsistent) == mine }
        }
    }

    /// Some hundred microseconds: far more than the workers' shares of a step differ by.
    private static let barrierSpins = 4096

    private func sleep(while condition: () -> Bool) {
        self.condition.lock()
        sleepers.add(1, ordering: .sequentiallyConsistent)
        while condition() { self.condition.wait() }
        sleepers.subtract(1, ordering: .sequentiallyConsistent)
        self.condition.unlock()
    }

    private func wakeSleepers() {
        // Whoever counts itself as a sleeper after this has seen the change that was made before it.
        guard sleepers.load(ordering: .sequentiallyConsistent) > 0 else { return }
        condition.lock()
        condition.broadcast()
        condition.unlock()
    }

    private func wake() {
        generation.add(1, ordering: .sequentiallyConsistent)
        wakeSleepers()
    }

    private func serve(_ worker: Int) {
        var seen = 0
        while true {
            waitForChange(of: seen)
            seen += 1
            if stopping.load(ordering: .acquiring) { break }
            job(worker)
            barrier()
        }
        ended.signal()
    }

    private func waitForChange(of seen: Int) {
        for spin in 1...20_000 {
            if generation.load(ordering: .acquiring) != seen { return }
            ck_pause()
            if spin & 0x3FF == 0 { sched_yield() }
        }
        sleep { generation.load(ordering: .sequentiallyConsistent) == seen }
    }

    /// Ends the threads; the group must not be used afterwards.
    package func stop() {
        guard count > 1, !stopping.exchange(true, ordering: .acquiringAndReleasing) else { return }
        wake()
        for _ in 1..<count { ended.wait() }
    }
}
