import Telemetry
import Testing

@Suite struct ExponentialSmoothingTests {
    @Test func debiasesTheFirstPoints() {
        // By hand with β = 0.5: s = 2, 3, 1.5 over w = 0.5, 0.75, 0.875.
        let smooth = ExponentialSmoothing.smooth([4, 4, 0], factor: 0.5)
        #expect(smooth[0] == 4)
        #expect(smooth[1] == 4)
        #expect(abs(smooth[2] - 1.5 / 0.875) < 1e-12)
    }

    @Test func factorZeroChangesNothing() {
        #expect(ExponentialSmoothing.smooth([3, 1, 2], factor: 0) == [3, 1, 2])
    }

    @Test func aGapLeavesNoTrace() {
        let smooth = ExponentialSmoothing.smooth([2, .nan, 2, .infinity, 2], factor: 0.9)
        #expect(smooth[1].isNaN)
        #expect(smooth[3] == .infinity)
        #expect(abs(smooth[2] - 2) < 1e-12 && abs(smooth[4] - 2) < 1e-12)
    }
}
