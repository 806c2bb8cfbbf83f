import CFibers
import CKernels
import Foundation
import Synchronization

/// A fixed number of workers that carry out one job together and meet at barriers of about a microsecond.
///
/// A worker is a share of the work, not a thread, so that what comes out depends on how many workers there are and not on
/// how many threads carry them out, or in which order. A job's workers are begun by whichever thread is free: where every
/// thread has a processor that is one each; where a thread is kept waiting, another does its worker too. A worker that a
/// thread begins besides its first runs on a fiber, which pauses at every barrier until the others have come there.
///
/// Thread 0 is the calling one. Between jobs the others spin for a moment, since the next mini-batch usually follows at
/// once, and then sleep, so that a paused run costs nothing. How many of them are asked to help is measured, see
/// ``ThreadGovernor``.
package final class WorkerGroup: @unchecked Sendable {
    // Sendable by hand. `job` is written by thread 0 while no worker can be begun, and read by a thread only after it has
    // begun one (the claim's release and acquire order the two). A worker's fiber is touched only by the thread that has
    // begun it, a thread's slot by that thread; `governor` by thread 0. All else is atomic or not changed after init.
    package let count: Int
    /// Threads that could be started, the calling one included.
    package private(set) var threadCount = 1
    /// Why there are fewer threads or workers than were asked for.
    package private(set) var failure: ThreadStartError?
    private var job: (Int) -> Void = { _ in }
    private let generation = Atomic<Int>(0)
    /// Workers of the job at hand that nobody has begun, and those that have ended.
    private let unclaimed = Atomic<Int>(0)
    private let ended = Atomic<Int>(0)
    /// Workers that have come to the next barrier, and how many barriers all have passed.
    private let arrived = Atomic<Int>(0)
    private let passed = Atomic<Int>(0)
    /// Threads that may work on the job at hand.
    private let invited = Atomic<Int>(1)
    /// Threads asleep in the middle of a job.
    private let sleepers = Atomic<Int>(0)
    private let stopping = Atomic<Bool>(false)
    private let workers: UnsafeMutablePointer<WorkerSlot>
    private let threads: UnsafeMutablePointer<ThreadSlot>
    private let threadSlots: Int
    private var handles: [pthread_t] = []
    private var governor = ThreadGovernor(threads: 1)

    /// - Parameters:
    ///   - count: Workers of each job.
    ///   - threads: At most so many carry them out; where nothing is said, as many as this process may use processors.
    package init(count: Int, threads wanted: Int? = nil) {
        precondition(count >= 1, "a group needs one worker")
        let slots = count == 1 ? 1 : max(1, min(count, wanted ?? UsableProcessors.count))
        threadSlots = slots
        threads = .allocate(capacity: slots)
        for thread in 0..<slots { (threads + thread).initialize(to: ThreadSlot(workers: count)) }
        workers = .allocate(capacity: count)
        var made = count > 1 ? 0 : 1
        (workers + 0).initialize(to: WorkerSlot())
        for worker in 1..<max(1, count) { (workers + worker).initialize(to: WorkerSlot()) }
        while made < count, let fiber = cf_make(Self.fiberStack, Self.runWorker, workers + made) {
            workers[made].fiber = fiber
            made += 1
        }
        self.count = max(1, made)
        if made < count {
            failure = ThreadStartError(resource: .stack, wanted: count, started: self.count, code: errno)
        }
        for worker in 0..<count {
            workers[worker].group = Unmanaged.passUnretained(self)
            workers[worker].number = worker
        }
        startThreads(min(slots, self.count))
        governor = ThreadGovernor(threads: threadCount)
    }

    deinit {
        stop()
        for worker in 0..<count {
            if let fiber = workers[worker].fiber { cf_free(fiber) }
        }
        workers.deinitialize(count: count)
        workers.deallocate()
        threads.deinitialize(count: threadSlots)
        threads.deallocate()
    }

    // MARK: Jobs

    /// Runs `body` on every worker, with its number, and returns when all have finished.
    package func run(_ body: (Int) -> Void) {
        withoutActuallyEscaping(body) { carryOut($0, threads: threadCount) }
    }

    /// The same for a closure that its owner keeps, so that running it allocates nothing, and whose threads are as many as
    /// pay: how long the job takes is measured.
    ///
    /// - Parameter work: How much the job has to do, in any unit: images, for instance.
    package func runStored(work: Int, _ body: @escaping (Int) -> Void) {
        guard threadCount > 1 else { return carryOut(body, threads: 1) }
        let start = Self.nanoseconds
        carryOut(body, threads: governor.threads)
        governor.note(work: work, nanoseconds: Self.nanoseconds - start)
    }

    private func carryOut(_ body: @escaping (Int) -> Void, threads: Int) {
        guard count > 1 else { return body(0) }
        job = body
        let number = generation.load(ordering: .relaxed) + 1
        ended.store(0, ordering: .relaxed)
        unclaimed.store(count, ordering: .relaxed)
        invited.store(threads, ordering: .relaxed)
        for worker in 0..<count { workers[worker].claim.store(number, ordering: .releasing) }
        generation.store(number, ordering: .sequentiallyConsistent)
        for thread in 1..<max(1, threads) { self.threads[thread].wake(from: .betweenJobs) }
        work(on: 0, job: number)
        wait(on: 0) { ended.load(ordering: .sequentiallyConsistent) == count }
        job = { _ in }
    }

    /// Begins workers until all are begun, and finishes those that this thread has begun.
    private func work(on thread: Int, job number: Int) {
        while true {
            if let worker = claim(on: thread, job: number) {
                job(worker)
                end()
                continue
            }
            if threads[thread].fiberCount == 0 { return }
            let barrier = passed.load(ordering: .acquiring)
            if !resumeFiber(on: thread, behind: barrier) { wait(on: thread) { hasPassed(barrier) } }
        }
    }

    private func end() {
        if ended.add(1, ordering: .sequentiallyConsistent).newValue == count { wakeSleepers() }
    }

    /// Takes a worker that nobody has begun, preferably one that this thread had before, whose memory its cache still has.
    private func claim(on thread: Int, job number: Int) -> Int? {
        guard unclaimed.load(ordering: .relaxed) > 0 else { return nil }
        let first = thread * count / threadCount
        for step in 0..<count {
            let worker = first + step < count ? first + step : first + step - count
            guard workers[worker].claim.load(ordering: .relaxed) == number,
                workers[worker].claim.compareExchange(
                    expected: number, desired: -1, successOrdering: .acquiring, failureOrdering: .relaxed
                ).exchanged
            else { continue }
            unclaimed.subtract(1, ordering: .relaxed)
            return worker
        }
        return nil
    }

    // MARK: Barriers

    /// Waits until every worker of the running job has come here.
    package func barrier() {
        guard count > 1 else { return }
        let mine = passed.load(ordering: .relaxed)
        if arrived.add(1, ordering: .acquiringAndReleasing).newValue == count {
            arrived.store(0, ordering: .relaxed)
            passed.store(mine &+ 1, ordering: .sequentiallyConsistent)
            wakeSleepers()
        } else if cf_is_fiber() {
            cf_pause(mine)
        } else {
            attend(barrier: mine, on: cf_thread_number())
        }
    }

    private func hasPassed(_ barrier: Int) -> Bool { passed.load(ordering: .sequentiallyConsistent) != barrier }

    /// What a thread does whose first worker waits: it begins others and goes on with those it has begun.
    private func attend(barrier: Int, on thread: Int) {
        let number = generation.load(ordering: .relaxed)
        while !hasPassed(barrier) {
            if let worker = claim(on: thread, job: number) {
                threads[thread].add(worker)
                resume(threads[thread].fiberCount - 1, on: thread)
            } else if !resumeFiber(on: thread, behind: barrier) {
                wait(on: thread) { hasPassed(barrier) }
            }
        }
    }

    // MARK: Fibers

    /// Starts one of the thread's fibers, or goes on with it, until its next barrier or its end.
    private func resume(_ index: Int, on thread: Int) {
        let worker = threads[thread].fiber(index)
        guard let fiber = workers[worker].fiber else { preconditionFailure("every worker has a fiber") }
        let barrier = cf_resume(fiber)
        workers[worker].barrier = barrier
        guard barrier < 0 else { return }
        threads[thread].remove(index)
        // Only now that nothing runs on the fiber any more: in the next job another thread may start it.
        end()
    }

    /// Goes on with one of the thread's fibers that does not wait for the barrier at hand; false where all do.
    private func resumeFiber(on thread: Int, behind barrier: Int) -> Bool {
        for index in 0..<threads[thread].fiberCount where workers[threads[thread].fiber(index)].barrier != barrier {
            resume(index, on: thread)
            return true
        }
        return false
    }

    /// What a worker's fiber runs.
    private static let runWorker: @convention(c) (UnsafeMutableRawPointer?) -> Void = { argument in
        guard let slot = argument?.assumingMemoryBound(to: WorkerSlot.self), let group = slot.pointee.group else {
            return
        }
        group._withUnsafeGuaranteedRef { $0.job(slot.pointee.number) }
    }

    /// Of a fiber: the layers keep their arrays elsewhere, and BLAS none of more than a few kilobytes.
    private static let fiberStack = 1 << 19

    // MARK: Waiting

    /// Some ten to hundred microseconds: far more than the workers' shares of a step differ by.
    private static let mostSpins = 2048
    /// As long as the caller may take between two jobs.
    private static let idleSpins = 8192

    /// Spins for a moment, then sleeps. Who waits in vain spins for less the next time: somebody else has the processor
    /// that it waits for, perhaps this one.
    private func wait(on thread: Int, until isOver: () -> Bool) {
        let spins = threads[thread].spins
        for _ in 0..<spins {
            if isOver() {
                threads[thread].spins = min(Self.mostSpins, spins + Self.mostSpins / 16)
                return
            }
            ck_pause()
        }
        threads[thread].spins = max(Self.mostSpins / 4, spins / 2)
        sleepers.add(1, ordering: .sequentiallyConsistent)
        threads[thread].sleep(.inJob) { !isOver() }
        sleepers.subtract(1, ordering: .sequentiallyConsistent)
    }

    private func wakeSleepers() {
        // Whoever counts itself as a sleeper after this has seen the change that was made before it.
        guard sleepers.load(ordering: .sequentiallyConsistent) > 0 else { return }
        for thread in 0..<threadCount { threads[thread].wake(from: .inJob) }
    }

    // MARK: Threads

    private func startThreads(_ wanted: Int) {
        for thread in 1..<max(1, wanted) {
            let start = Unmanaged.passRetained(ThreadStart(group: self, thread: thread))
            var handle = pthread_t()
            let code = pthread_create(
                &handle, nil,
                { argument in
                    guard let argument else { return nil }
                    let start = Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
                    start.group.serve(start.thread)
                    return nil
                }, start.toOpaque())
            guard code == 0 else {
                start.release()
                failure = failure ?? ThreadStartError(resource: .thread, wanted: wanted, started: thread, code: code)
                return
            }
            handles.append(handle)
            threadCount += 1
        }
    }

    /// A thread's life: job after job, until the group stops.
    private func serve(_ thread: Int) {
        cf_set_thread_number(thread)
        var seen = 0
        while true {
            seen = nextJob(after: seen, on: thread)
            if stopping.load(ordering: .acquiring) { return }
            work(on: thread, job: seen)
        }
    }

    /// Waits for a job that the thread is invited to, or the end.
    private func nextJob(after seen: Int, on thread: Int) -> Int {
        for spin in 1...Self.idleSpins {
            let number = generation.load(ordering: .sequentiallyConsistent)
            if number != seen {
                if thread < invited.load(ordering: .relaxed) { return number }
                break
            }
            ck_pause()
            if spin & 0x3FF == 0 { sched_yield() }
        }
        threads[thread].sleep(.betweenJobs) {
            generation.load(ordering: .sequentiallyConsistent) == seen || thread >= invited.load(ordering: .relaxed)
        }
        return generation.load(ordering: .sequentiallyConsistent)
    }

    /// Ends the threads; the group must not be used afterwards.
    package func stop() {
        guard !stopping.exchange(true, ordering: .acquiringAndReleasing) else { return }
        invited.store(.max, ordering: .relaxed)
        generation.add(1, ordering: .sequentiallyConsistent)
        for thread in 1..<max(1, threadCount) { threads[thread].wake(from: .betweenJobs) }
        for handle in handles { pthread_join(handle, nil) }
    }

    private static var nanoseconds: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
