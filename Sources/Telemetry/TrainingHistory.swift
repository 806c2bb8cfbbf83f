/// The curves of a run, bounded however long it trains.
public struct TrainingHistory: Sendable, Equatable {
    /// Means over short stretches of training batches.
    public var train = BoundedHistory<HistoryPoint>()
    /// The whole test set, once an epoch (and before the first).
    public var test = BoundedHistory<HistoryPoint>()
    public var epochs: [EpochRecord] = []
    public var marks: [HistoryMark] = []
    /// Spreads over time, a point every so often.
    public var layers = BoundedHistory<LayerMoment>(capacity: 256)

    public init() {}

    /// The epoch with the lowest test loss so far.
    public var lowestValidationLoss: EpochRecord? {
        epochs.filter { $0.validationLoss.isFinite }.min { $0.validationLoss < $1.validationLoss }
    }

    /// The first epoch that reached the highest test accuracy so far.
    public var bestValidationAccuracy: EpochRecord? {
        epochs.reduce(nil) { best, record in record.isBetter(than: best) ? record : best }
    }
}
