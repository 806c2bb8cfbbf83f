/// How a run ended, as the lab tells it.
public struct TrainingEnd: Sendable, Equatable {
    /// Why it failed, for people; `nil` where it did not.
    public var failure: String?
    /// Why its files could not be written; `nil` where they were.
    public var warning: String?

    public init(failure: String? = nil, warning: String? = nil) {
        self.failure = failure
        self.warning = warning
    }
}
