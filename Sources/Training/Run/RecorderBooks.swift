import Telemetry

/// A run's books between two batches, for another ``Recorder`` to go on with.
struct RecorderBooks: Sendable, Equatable {
    /// Over the present epoch so far, and since the last point of the training curve.
    var sums = BatchSums()
    var stretch = BatchSums()
    var history = TrainingHistory()
    var best: EpochRecord?
    var secondsTo99: Double?
    /// Images trained on in the whole run.
    var imagesTrained = 0
    /// Of training in the present epoch, of training in the run, and of everything but pauses.
    var secondsInEpoch = 0.0
    var trainingSeconds = 0.0
    var elapsedSeconds = 0.0
}
