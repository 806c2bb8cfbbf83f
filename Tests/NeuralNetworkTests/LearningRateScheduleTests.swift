import NeuralNetwork
import Testing

@Suite struct LearningRateScheduleTests {
    private func expect(
        _ schedule: LearningRateSchedule, _ initial: Double, _ values: [Int: Double],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for (iteration, value) in values {
            let found = schedule.learningRate(initial: initial, iteration: iteration)
            #expect(abs(found - value) < 1e-12, "iteration \(iteration)", sourceLocation: sourceLocation)
        }
    }

    @Test func constant() { expect(.constant, 0.005, [0: 0.005, 1_000_000: 0.005]) }

    @Test func inverseTime() {
        // 0.003 / (1 + 0.001 · 1875) = 0.001043478…
        expect(
            .inverseTime(decay: 0.001), 0.003, [0: 0.003, 1_000: 0.0015, 1_875: 0.003 / 2.875, 2_000: 0.001])
    }

    @Test func exponential() {
        // The notebook's: from 0.01 towards 0.0001, halved (without the floor) every 100 steps.
        let schedule = LearningRateSchedule.exponential(rate: 0.5, steps: 100, floor: 0.0001)
        expect(schedule, 0.01, [0: 0.01, 100: 0.00505, 200: 0.002575, 50: 0.0001 + 0.0099 * 0.5.squareRoot()])
        #expect(schedule.learningRate(initial: 0.01, iteration: 1_000_000) == 0.0001)
        #expect(schedule.learningRate(initial: 0.00005, iteration: 7) == 0.00005)
    }

    @Test func cosine() {
        let schedule = LearningRateSchedule.cosine(warmupSteps: 10, totalSteps: 110, floor: 0.001)
        expect(schedule, 0.011, [0: 0.0011, 4: 0.0055, 9: 0.011, 10: 0.011, 60: 0.006, 110: 0.001, 5_000: 0.001])
        // A quarter of the way down: 0.001 + 0.01 · (1 + cos 45°) / 2.
        expect(schedule, 0.011, [35: 0.001 + 0.005 * (1 + 0.5.squareRoot())])
    }
}
