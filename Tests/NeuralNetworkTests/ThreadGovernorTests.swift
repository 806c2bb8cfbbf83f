import NeuralNetwork
import Testing

/// The governor on simulated machines, whose speed with each number of threads is known.
@Suite struct ThreadGovernorTests {
    /// Runs jobs of one unit of work; `rate` gives the work a second with so many threads at such a time in seconds.
    /// Returns the seconds spent with each number of threads and the work done.
    private func simulate(
        _ governor: inout ThreadGovernor, seconds: Double, rate: (Int, Double) -> Double
    ) -> (spent: [Int: Double], work: Double) {
        var spent: [Int: Double] = [:]
        var time = 0.0
        var work = 0.0
        while time < seconds {
            let threads = governor.threads
            let took = 1 / rate(threads, time)
            governor.note(work: 1, nanoseconds: Int(took * 1e9))
            spent[threads, default: 0] += took
            time += took
            work += 1
        }
        return (spent, work)
    }

    @Test func quietMachineKeepsAllThreads() {
        var governor = ThreadGovernor(threads: 2)
        let (spent, work) = simulate(&governor, seconds: 10) { threads, _ in 1000 * Double(threads) }
        #expect(governor.threads == 2)
        #expect((spent[1] ?? 0) > 0)
        // What the trials cost.
        #expect(work >= 0.99 * 20_000)
    }

    @Test func crowdedMachineFallsBackToOne() {
        var governor = ThreadGovernor(threads: 2)
        let (_, work) = simulate(&governor, seconds: 10) { threads, _ in threads == 1 ? 1000 : 500 }
        #expect(work >= 0.97 * 10_000)
    }

    @Test func comesBackOnceTheOthersHaveGone() {
        var governor = ThreadGovernor(threads: 2)
        _ = simulate(&governor, seconds: 10) { threads, _ in threads == 1 ? 1000 : 500 }
        let (_, work) = simulate(&governor, seconds: 10) { threads, _ in 1000 * Double(threads) }
        #expect(work >= 0.85 * 20_000)
    }

    @Test func noticesSoonThatOthersHaveCome() {
        var governor = ThreadGovernor(threads: 2)
        _ = simulate(&governor, seconds: 20) { threads, _ in 1000 * Double(threads) }
        let (spent, _) = simulate(&governor, seconds: 2) { threads, _ in threads == 1 ? 900 : 300 }
        #expect((spent[2] ?? 0) < 0.3)
    }

    /// More threads than pay: four are best of up to sixty-four.
    @Test func findsTheBestNumber() {
        var governor = ThreadGovernor(threads: 64)
        _ = simulate(&governor, seconds: 5) { threads, _ in 1000 * min(Double(threads), 16 / Double(threads)) }
        #expect(governor.threads == 4)
    }

    @Test func oneThreadIsNeverTriedOtherwise() {
        var governor = ThreadGovernor(threads: 1)
        let (spent, _) = simulate(&governor, seconds: 1) { _, _ in 1000 }
        #expect(spent.keys.sorted() == [1])
    }
}
