import Telemetry

/// Somebody who is told of a run's milestones, on the trainer's thread: whoever is slow here slows the training.
public protocol TrainingObserver: Sendable {
    /// The network stands and the first step comes next.
    func trainingStarted(_ snapshot: TrainingSnapshot)
    /// An epoch is done and the test set was looked at.
    func epochEnded(_ record: EpochRecord, snapshot: TrainingSnapshot)
    /// Something went wrong that does not end the run, told once; the text is for people.
    func trainingWarned(_ message: String)
    /// The run is over and its files are written.
    func trainingEnded(_ summary: RunSummary)
}

extension TrainingObserver {
    public func trainingStarted(_ snapshot: TrainingSnapshot) {}
    public func epochEnded(_ record: EpochRecord, snapshot: TrainingSnapshot) {}
    public func trainingWarned(_ message: String) {}
    public func trainingEnded(_ summary: RunSummary) {}
}
