/// How much a trainer tells while it trains.
public enum Reporting: Sendable, Equatable, Comparable {
    /// Nothing but what observers are told at the end of each epoch.
    case none
    /// Snapshots a few times a second whose weights are those of the last evaluation.
    case progress
    /// Snapshots about ten times a second with the weights as they are, watched images, and a look at the test set before
    /// the first step.
    case full
}
