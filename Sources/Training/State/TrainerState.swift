import NeuralNetwork
import Notebook

/// All that the rest of a run depends on, taken between two batches: given to a new run, it goes on bit for bit.
public struct TrainerState: Sendable, Equatable {
    public var engine: EngineState
    /// Live changes included.
    public var hyperparameters: Hyperparameters
    /// Stands where the present epoch's order of images is drawn from.
    public var shuffle: SplitMix64
    /// Epochs finished.
    public var epoch: Int
    /// Images of the present epoch that were trained on.
    public var position: Int
    /// Over the present epoch so far.
    public var sums: BatchSums

    public init(
        engine: EngineState, hyperparameters: Hyperparameters, shuffle: SplitMix64, epoch: Int, position: Int,
        sums: BatchSums
    ) {
        self.engine = engine
        self.hyperparameters = hyperparameters
        self.shuffle = shuffle
        self.epoch = epoch
        self.position = position
        self.sums = sums
    }
}
