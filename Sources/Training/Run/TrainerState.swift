import NeuralNetwork
import Notebook

/// All that the rest of a run depends on, taken between two batches: given to a new run, it goes on bit for bit.
public struct TrainerState: Sendable, Equatable {
    public var engine: EngineState
    /// Live changes included.
    public var hyperparameters: Hyperparameters
    /// The order of the images to come.
    public var source: BatchSourceState
    /// Epochs finished.
    public var epoch: Int
    /// Over the present epoch so far.
    public var sums: BatchSums

    public init(
        engine: EngineState, hyperparameters: Hyperparameters, source: BatchSourceState, epoch: Int, sums: BatchSums
    ) {
        self.engine = engine
        self.hyperparameters = hyperparameters
        self.source = source
        self.epoch = epoch
        self.sums = sums
    }
}
