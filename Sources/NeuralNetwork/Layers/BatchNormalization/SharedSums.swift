/// Two sums a channel from every worker, added in the workers' order so that the result is the same each time.
final class SharedSums: SharedBuffers {
    private let channels: Int
    private let workers: Int
    private let storage: UnsafeMutablePointer<Double>

    init(channels: Int, workers: Int) {
        self.channels = channels
        self.workers = workers
        storage = .allocate(capacity: 2 * channels * workers)
        storage.initialize(repeating: 0, count: 2 * channels * workers)
    }

    deinit { storage.deallocate() }

    /// Lets one worker fill its two sums and waits for the others; a barrier must follow once the totals were read.
    func collect(
        worker: Int, group: WorkerGroup,
        _ fill: (UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>) -> Void
    ) {
        let own = storage + 2 * channels * worker
        own.update(repeating: 0, count: 2 * channels)
        fill(own, own + channels)
        group.barrier()
    }

    func first(_ channel: Int, worker: Int) -> Double { storage[2 * channels * worker + channel] }

    func second(_ channel: Int, worker: Int) -> Double { storage[2 * channels * worker + channels + channel] }

    func firstTotal(_ channel: Int) -> Double {
        (0..<workers).reduce(0) { $0 + first(channel, worker: $1) }
    }

    func secondTotal(_ channel: Int) -> Double {
        (0..<workers).reduce(0) { $0 + second(channel, worker: $1) }
    }
}
