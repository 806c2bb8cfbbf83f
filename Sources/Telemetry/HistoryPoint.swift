/// Loss and accuracy at one moment of a run.
public struct HistoryPoint: Sendable, Equatable, Codable {
    /// Training steps (batches) taken.
    public var step: Int
    /// Epochs done, with fraction.
    public var epoch: Double
    /// Seconds spent training, validation and pauses apart.
    public var seconds: Double
    /// Mean cross-entropy in nats.
    public var loss: Double
    /// Share of right answers, 0 to 1.
    public var accuracy: Double

    public init(step: Int, epoch: Double, seconds: Double, loss: Double, accuracy: Double) {
        self.step = step
        self.epoch = epoch
        self.seconds = seconds
        self.loss = loss
        self.accuracy = accuracy
    }
}
