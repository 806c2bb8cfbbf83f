/// How far a network's probabilities can be believed: of all answers given with 90 %, nine in ten should be right.
///
/// Answers are sorted into bins of equal width by the probability of the class that was answered. The expected calibration error is
/// `Σ (nᵦ / N) · |accuracyᵦ − confidenceᵦ|` over the bins (C. Guo et al., "On Calibration of Modern Neural Networks", 2017).
public struct Calibration: Sendable, Equatable {
    /// The answers with probabilities in one range.
    public struct Bin: Sendable, Equatable {
        /// The range's ends; its upper end belongs to it.
        public var lower: Double
        public var upper: Double
        /// Answers in it.
        public var count: Int
        /// The share of right ones, 0 to 1; 0 without answers.
        public var accuracy: Double
        /// The mean of their probabilities, 0 to 1; 0 without answers.
        public var confidence: Double
    }

    /// Bins as in the paper.
    public static let usualBinCount = 15

    /// From the least certain answers to the most certain.
    public let bins: [Bin]
    /// 0 for probabilities that can be believed, 1 at worst.
    public let expectedError: Double

    /// - Parameters:
    ///   - confidences: The probability of the answer, one an image, 0 to 1.
    ///   - isRight: Whether the answer was right, one an image.
    public init(confidences: [Float], isRight: [Bool], binCount: Int = usualBinCount) {
        precondition(confidences.count == isRight.count, "each answer is right or wrong")
        precondition(binCount > 0, "answers are sorted into one bin or more")
        var counts = [Int](repeating: 0, count: binCount)
        var right = counts
        var sums = [Double](repeating: 0, count: binCount)
        for (confidence, isRight) in zip(confidences, isRight) {
            let place = Double(confidence) * Double(binCount)
            // The upper end belongs to the bin; what is not a number counts as no confidence at all.
            let index = place > 0 ? min(binCount, Int(place.rounded(.up))) - 1 : 0
            counts[index] += 1
            right[index] += isRight ? 1 : 0
            sums[index] += place > 0 ? Double(confidence) : 0
        }
        bins = (0..<binCount).map { index in
            let count = max(1, Double(counts[index]))
            return Bin(
                lower: Double(index) / Double(binCount), upper: Double(index + 1) / Double(binCount),
                count: counts[index], accuracy: Double(right[index]) / count, confidence: sums[index] / count)
        }
        let total = max(1, Double(confidences.count))
        expectedError = bins.reduce(0) { $0 + Double($1.count) / total * abs($1.accuracy - $1.confidence) }
    }
}

extension Evaluation {
    /// How far the probabilities can be believed, given the right classes.
    public func calibration(labels: [UInt8]) -> Calibration {
        Calibration(confidences: confidences, isRight: zip(predictions, labels).map { $0 == $1 })
    }
}
