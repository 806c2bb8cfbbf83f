/// How far a run has come, as the list of runs shows it.
public struct RunResults: Sendable, Equatable, Codable {
    /// Epochs finished and steps taken.
    public var epochs: Int
    public var steps: Int
    /// Of the last evaluation; `nil` before any.
    public var testAccuracy: Double?
    public var testLoss: Double?
    public var bestTestAccuracy: Double?
    public var bestEpoch: Int?
    public var lowestTestLoss: Double?
    /// Seconds of training alone, and of everything but pauses.
    public var trainingSeconds: Double
    public var elapsedSeconds: Double
    public var secondsTo99: Double?

    public init(
        epochs: Int = 0, steps: Int = 0, testAccuracy: Double? = nil, testLoss: Double? = nil,
        bestTestAccuracy: Double? = nil, bestEpoch: Int? = nil, lowestTestLoss: Double? = nil,
        trainingSeconds: Double = 0, elapsedSeconds: Double = 0, secondsTo99: Double? = nil
    ) {
        self.epochs = epochs
        self.steps = steps
        self.testAccuracy = testAccuracy
        self.testLoss = testLoss
        self.bestTestAccuracy = bestTestAccuracy
        self.bestEpoch = bestEpoch
        self.lowestTestLoss = lowestTestLoss
        self.trainingSeconds = trainingSeconds
        self.elapsedSeconds = elapsedSeconds
        self.secondsTo99 = secondsTo99
    }
}
