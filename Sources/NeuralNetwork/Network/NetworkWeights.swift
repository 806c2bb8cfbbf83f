/// All numbers that a network has learned, as one immutable value that is cheap to pass between threads.
///
/// The order and the layout of the numbers are the engine's own (`Network.parameters` describes them); files and
/// people get Keras's names and layouts through ``Network/tensors(of:)``.
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
