/// Everything that a training engine's next steps depend on: saved between two batches, it resumes bit for bit.
public struct EngineState: Sendable, Equatable {
    public var weights: NetworkWeights
    /// The optimizer's moment vectors, each as long as the trainable weights and in their order.
    public var moments: [[Float]]
    /// Steps taken; dropout masks are drawn from it and the seed.
    public var iteration: Int
    public var seed: UInt64

    public init(weights: NetworkWeights, moments: [[Float]], iteration: Int, seed: UInt64) {
        self.weights = weights
        self.moments = moments
        self.iteration = iteration
        self.seed = seed
    }
}
