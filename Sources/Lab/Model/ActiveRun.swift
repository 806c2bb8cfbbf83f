import Telemetry

/// The run that this session trains, or trained last.
public struct ActiveRun: Sendable, Equatable {
    /// What happens when the run has ended.
    public enum Next: Sendable, Equatable {
        case start(stage: String, stepping: Step?)
        case exit(Int32)
    }

    /// How far a run goes at once when it was started by a step.
    public enum Step: Sendable, Equatable { case batch, epoch }

    public var number: Int
    public var stageID: String
    /// The short name of the data set that it trains on.
    public var dataset: String
    public var status: RunStatus
    /// The trainer's thread still works or writes.
    public var isActive: Bool
    public var next: Next?

    public init(
        number: Int, stageID: String, dataset: String, status: RunStatus = .preparing("starting"), isActive: Bool = true
    ) {
        self.number = number
        self.stageID = stageID
        self.dataset = dataset
        self.status = status
        self.isActive = isActive
    }

    public var isPaused: Bool { isActive && status == .paused }
}
