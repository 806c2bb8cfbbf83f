/// Something worth telling about a run that its curves show: what, since when, why, and what to try.
public struct TrainingInsight: Sendable, Equatable {
    /// What the curves show.
    public enum Kind: String, Sendable, CaseIterable {
        /// The test loss rises while the training loss still falls.
        case overfitting
        /// The loss stays where guessing would put it.
        case plateau
        /// The loss jumped far above where it had been.
        case explodingLoss
    }

    public var kind: Kind
    /// Epochs done when it began.
    public var sinceEpoch: Double
    /// Steps taken when it began.
    public var sinceStep: Int
    /// One sentence of why.
    public var explanation: String
    /// One sentence of what to try.
    public var suggestion: String

    /// The heading of the lesson's section that tells more.
    public var lessonSection: String {
        switch kind {
        case .overfitting: "Overfitting"
        case .plateau: "The plateau"
        case .explodingLoss: "When the loss explodes"
        }
    }
}
