/// One finished epoch, as the command line prints it and the run folder keeps it.
public struct EpochRecord: Sendable, Equatable, Codable {
    /// 1 for the first.
    public var epoch: Int
    /// Steps taken since the start of the run.
    public var step: Int
    /// Means over the epoch's training batches, measured while the weights were changing.
    public var loss: Double
    public var accuracy: Double
    /// Over the whole test set, after the epoch.
    public var validationLoss: Double
    public var validationAccuracy: Double
    /// The learning rate of the epoch's last step.
    public var learningRate: Double
    /// Seconds of training alone.
    public var seconds: Double
    public var validationSeconds: Double

    public init(
        epoch: Int, step: Int, loss: Double, accuracy: Double, validationLoss: Double, validationAccuracy: Double,
        learningRate: Double, seconds: Double, validationSeconds: Double
    ) {
        self.epoch = epoch
        self.step = step
        self.loss = loss
        self.accuracy = accuracy
        self.validationLoss = validationLoss
        self.validationAccuracy = validationAccuracy
        self.learningRate = learningRate
        self.seconds = seconds
        self.validationSeconds = validationSeconds
    }

    /// Whether this epoch takes the place of `best` as a run's best one: only where its accuracy is higher, so that of
    /// several that are alike the first stays.
    public func isBetter(than best: EpochRecord?) -> Bool {
        guard let best else { return true }
        return validationAccuracy > best.validationAccuracy
    }

    /// Images a second of training alone, for an epoch of so many; `nil` where it took no time.
    public func imagesPerSecond(imagesPerEpoch: Int) -> Double? {
        seconds > 0 ? Double(imagesPerEpoch) / seconds : nil
    }

    /// Keras's names, in JSON of every kind.
    private enum CodingKeys: String, CodingKey {
        case epoch, step, loss, accuracy
        case validationLoss = "val_loss"
        case validationAccuracy = "val_accuracy"
        case learningRate = "learning_rate"
        case seconds
        case validationSeconds = "val_seconds"
    }
}
