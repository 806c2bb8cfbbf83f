/// Where a run stands.
public enum RunStatus: Sendable, Equatable {
    /// Nothing was started yet.
    case idle
    /// Data is being read or the network set up; the text says what.
    case preparing(String)
    case running
    case paused
    /// All epochs are done.
    case finished
    /// Stopped on request; the weights are kept.
    case stopped
    /// Ended by an error; the text is for people and says what to do.
    case failed(String)

    /// Whether it was ended by an error.
    public var isFailed: Bool {
        switch self {
        case .failed: true
        case .idle, .preparing, .running, .paused, .finished, .stopped: false
        }
    }

    /// Whether a trainer is at work on it or holds it paused.
    public var isActive: Bool {
        switch self {
        case .preparing, .running, .paused: true
        case .idle, .finished, .stopped, .failed: false
        }
    }
}
