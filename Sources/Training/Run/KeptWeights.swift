import NeuralNetwork

/// The weights that a run keeps beside those it trains.
struct KeptWeights: Sendable, Equatable {
    /// Of the last look at the held-out images, or the first ones: all that was good in them is known.
    var last: NetworkWeights
    /// Of the best epoch; `nil` before one is done.
    var best: NetworkWeights?
}
