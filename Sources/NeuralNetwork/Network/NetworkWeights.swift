/// All numbers that a network has learned, as one immutable value that is cheap to pass between threads.
///
/// The numbers stand in Keras's order: tensor after tensor as ``Network/parameters`` lists them, each row-major in Keras's
/// layout (`[in, out]`, `[height, width, in, out]`). Whatever order the engine computes in, it is changed at its door.
public struct NetworkWeights: Sendable, Equatable {
    /// Every trainable parameter, one after the other.
    public var trainable: [Float]
    /// What is learned without a gradient: the running averages of batch normalisation.
    public var running: [Float]

    public init(trainable: [Float], running: [Float] = []) {
        self.trainable = trainable
        self.running = running
    }
}
