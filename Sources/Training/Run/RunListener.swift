import Telemetry

/// Somebody who is told what happens in a run: run folders, snapshots and the command line's lines are listeners, and so is
/// every other output.
///
/// All calls come on the trainer's thread, in the order of what happens: whoever is slow here slows the training, and
/// ``stretchEnded(_:_:)`` and ``clockLooked(_:)`` come dozens of times a second. The ``RunView`` is good during the call
/// alone.
public protocol RunListener {
    /// The network stands and the first step comes next.
    func runStarted(_ run: RunView)
    /// A command was carried out, between two batches.
    func commandCarriedOut(_ command: TrainingCommand, _ run: RunView)
    /// A hyperparameter was changed and takes effect with the next batch.
    func settingChanged(_ mark: HistoryMark, _ run: RunView)
    /// A stretch of batches is done, about fifty of them an epoch: the mean loss and accuracy over it.
    func stretchEnded(_ point: HistoryPoint, _ run: RunView)
    /// Some time has gone by, between two batches.
    func clockLooked(_ run: RunView)
    /// The run stands still, or was asked something while it does.
    func runStoodStill(_ run: RunView)
    /// An epoch is done and the held-out images were looked at.
    func epochEnded(_ record: EpochRecord, _ run: RunView)
    /// Something went wrong that does not end the run; the text is for people.
    func runWarned(_ message: String, _ run: RunView)
    /// The run is over; the files of the listeners told before this one are written.
    func runEnded(_ run: RunView)
}

extension RunListener {
    public func runStarted(_ run: RunView) {}
    public func commandCarriedOut(_ command: TrainingCommand, _ run: RunView) {}
    public func settingChanged(_ mark: HistoryMark, _ run: RunView) {}
    public func stretchEnded(_ point: HistoryPoint, _ run: RunView) {}
    public func clockLooked(_ run: RunView) {}
    public func runStoodStill(_ run: RunView) {}
    public func epochEnded(_ record: EpochRecord, _ run: RunView) {}
    public func runWarned(_ message: String, _ run: RunView) {}
    public func runEnded(_ run: RunView) {}
}
