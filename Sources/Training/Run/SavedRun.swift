import NeuralNetwork

/// A run as it stood between two batches, with all that it needs to go on bit for bit as if it had never stopped.
public struct SavedRun: Sendable, Equatable {
    /// What the numbers to come depend on.
    public var state: TrainerState
    /// Worker threads: gradients are added in their order, so another number gives other bits. `nil` takes what the
    /// hyperparameters say.
    public var threads: Int?
    /// Curves, sums and clocks; `nil` begins new ones.
    var books: RecorderBooks?
    /// The weights that are kept beside those that are trained.
    var kept: KeptWeights?

    /// A run that goes on with new curves.
    public init(_ state: TrainerState) { self.state = state }

    init(state: TrainerState, threads: Int, books: RecorderBooks, kept: KeptWeights) {
        self.state = state
        self.threads = threads
        self.books = books
        self.kept = kept
    }
}
