/// What one training step found before it changed the weights.
public struct BatchResult: Sendable, Equatable {
    /// Sum (not mean) of the cross-entropy over the images, in nats.
    public var lossSum: Double
    /// Images whose largest logit was the label's.
    public var correct: Int
    public var count: Int

    public init(lossSum: Double, correct: Int, count: Int) {
        self.lossSum = lossSum
        self.correct = correct
        self.count = count
    }
}
