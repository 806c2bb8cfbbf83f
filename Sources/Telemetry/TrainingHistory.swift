/// The curves of a run, bounded however long it trains.
public struct TrainingHistory: Sendable, Equatable {
    /// Means over short stretches of training batches.
    public var train = BoundedHistory<HistoryPoint>()
    /// The whole test set, once an epoch (and before the first).
    public var test = BoundedHistory<HistoryPoint>()
    public var epochs: [EpochRecord] = []
    /// An epoch that was broken off by the end of the run, as far as it came; goes when the run goes on.
    public var brokenOff: EpochRecord?
    public var marks: [HistoryMark] = []
    /// Spreads over time, a point every so often.
    public var layers = BoundedHistory<LayerMoment>(capacity: 256)

    public init() {}

    /// Every epoch at whose end, early or not, the held-out images were looked at.
    private var looks: [EpochRecord] { brokenOff.map { epochs + [$0] } ?? epochs }

    /// The epoch with the lowest test loss so far.
    public var lowestValidationLoss: EpochRecord? {
        looks.filter { $0.validationLoss.isFinite }.min { $0.validationLoss < $1.validationLoss }
    }

    /// The best epoch, what `best` means wherever it is said: the first that reached the highest test accuracy so far.
    ///
    /// The weights of this epoch are the run's best ones, its accuracy the run's best one.
    public var bestValidationAccuracy: EpochRecord? {
        looks.reduce(nil) { best, record in record.isBetter(than: best) ? record : best }
    }
}
