import NeuralNetwork
import Testing

@Suite struct CalibrationTests {
    @Test func theErrorIsTheGapBetweenConfidenceAndAccuracy() {
        // Four answers at 90 %, three of them right; two at 60 %, one of them right: 4/6 · 0.15 + 2/6 · 0.1.
        let calibration = Calibration(
            confidences: [0.9, 0.9, 0.9, 0.9, 0.6, 0.6], isRight: [true, true, true, false, true, false], binCount: 10)
        #expect(abs(calibration.expectedError - (4.0 / 6 * 0.15 + 2.0 / 6 * 0.1)) < 1e-6)
        let filled = calibration.bins.filter { $0.count > 0 }
        #expect(filled.map(\.count) == [2, 4])
        #expect(filled.map(\.accuracy) == [0.5, 0.75])
        #expect(abs(filled[0].confidence - 0.6) < 1e-6 && abs(filled[1].confidence - 0.9) < 1e-6)
    }

    @Test func honestProbabilitiesHaveNoError() {
        let calibration = Calibration(confidences: [0.5, 0.5, 1], isRight: [true, false, true])
        #expect(calibration.bins.count == 15 && calibration.expectedError < 1e-9)
        #expect(Calibration(confidences: [], isRight: []).expectedError == 0)
    }

    @Test func theEndsBelongToTheOuterBins() {
        let calibration = Calibration(
            confidences: [0, 1, 0.25, .nan], isRight: [false, true, true, false], binCount: 4)
        #expect(calibration.bins.map(\.count) == [3, 0, 0, 1])
        #expect(calibration.bins.map(\.upper) == [0.25, 0.5, 0.75, 1])
    }
}
