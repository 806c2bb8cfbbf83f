/// A network's answers to a whole set of labelled images.
public struct Evaluation: Sendable, Equatable {
    /// Mean cross-entropy in nats.
    public var loss: Double
    /// Share of right answers, 0 to 1.
    public var accuracy: Double
    /// The class with the largest probability, one an image.
    public var predictions: [UInt8]
    /// The probability of that class, one an image.
    public var confidences: [Float]

    public init(loss: Double, accuracy: Double, predictions: [UInt8], confidences: [Float]) {
        self.loss = loss
        self.accuracy = accuracy
        self.predictions = predictions
        self.confidences = confidences
    }
}
