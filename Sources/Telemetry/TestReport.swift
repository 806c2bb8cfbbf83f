/// The network's answer to every test image after some epoch.
public struct TestReport: Sendable, Equatable {
    /// Epochs done when the test set was looked at; 0 before training.
    public var epoch: Int
    public var step: Int
    public var loss: Double
    public var accuracy: Double
    /// The most probable class, one an image, in the order of the test set.
    public var predictions: [UInt8]
    /// The probability of that class.
    public var confidences: [Float]

    public init(
        epoch: Int, step: Int, loss: Double, accuracy: Double, predictions: [UInt8], confidences: [Float]
    ) {
        self.epoch = epoch
        self.step = step
        self.loss = loss
        self.accuracy = accuracy
        self.predictions = predictions
        self.confidences = confidences
    }
}
