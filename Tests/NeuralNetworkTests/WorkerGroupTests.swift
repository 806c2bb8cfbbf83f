import NeuralNetwork
import Testing

@Suite struct WorkerGroupTests {
    /// Between two barriers every worker sees what all the others wrote before the first.
    ///
    /// With fewer threads than workers some of these run on fibers, with as many none has to.
    @Test(arguments: [1, 2, 3, 4, 7, 64], [1, 2, 3, 7])
    func barriers(count: Int, threads: Int) {
        let group = WorkerGroup(count: count, threads: threads)
        #expect(group.count == count)
        #expect(group.threadCount == min(count, threads))
        #expect(group.failure == nil)
        defer { group.stop() }
        let slots = UnsafeMutablePointer<Int>.allocate(capacity: count)
        let wrong = UnsafeMutablePointer<Int>.allocate(capacity: count)
        slots.initialize(repeating: 0, count: count)
        wrong.initialize(repeating: 0, count: count)
        defer {
            slots.deallocate()
            wrong.deallocate()
        }
        let jobs = 25
        let rounds = 5
        for job in 0..<jobs {
            group.run { worker in
                for round in 0..<rounds {
                    let value = job * rounds + round + 1
                    slots[worker] = value
                    group.barrier()
                    for other in 0..<count where slots[other] != value { wrong[worker] += 1 }
                    group.barrier()
                }
            }
            // All have finished when run returns.
            for worker in 0..<count { #expect(slots[worker] == (job + 1) * rounds) }
        }
        for worker in 0..<count { #expect(wrong[worker] == 0) }
    }

    @Test func everyWorkerRunsOnce() {
        let group = WorkerGroup(count: 3)
        defer { group.stop() }
        let calls = UnsafeMutablePointer<Int>.allocate(capacity: 3)
        calls.initialize(repeating: 0, count: 3)
        defer { calls.deallocate() }
        for _ in 0..<1_000 { group.run { calls[$0] += 1 } }
        #expect((0..<3).allSatisfy { calls[$0] == 1_000 })
    }

    /// Whoever is begun by a thread besides its first stops at each barrier until the others are there.
    @Test func oneThreadAlternatesBetweenItsWorkers() {
        let group = WorkerGroup(count: 3, threads: 1)
        var order: [[Int]] = []
        group.run { worker in
            for round in 0..<3 {
                order.append([round, worker])
                group.barrier()
            }
        }
        // Nobody is in a round before all have begun the one in front.
        #expect(order.map { $0[0] } == [0, 0, 0, 1, 1, 1, 2, 2, 2])
        for round in 0..<3 { #expect(Set(order[3 * round..<3 * round + 3].map { $0[1] }) == [0, 1, 2]) }
    }

    /// Threads come and go with their engine.
    @Test func manyShortLives() {
        for _ in 0..<50 {
            let group = WorkerGroup(count: 3)
            var sum = [0, 0, 0]
            sum.withUnsafeMutableBufferPointer { buffer in
                let base = buffer.baseAddress!
                group.run { base[$0] = $0 + 1 }
            }
            #expect(sum == [1, 2, 3])
            group.stop()
            group.stop()
        }
    }
}
