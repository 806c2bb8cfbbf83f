/// Asks a trained network about single images; made anew (cheaply) for new weights, used from one thread at a time.
public final class Classifier {
    public let network: Network

    public init(network: Network, weights: NetworkWeights) {
        preconditionFailure("lands next")
    }

    /// Replaces the weights without allocating.
    public func setWeights(_ weights: NetworkWeights) {}

    /// The ten probabilities of one image of 784 grey levels from 0 to 1.
    public func probabilities(of pixels: [Float]) -> [Float] { preconditionFailure("lands next") }

    /// The same for 784 bytes, 255 being full ink.
    public func probabilities(of pixels: UnsafePointer<UInt8>) -> [Float] { preconditionFailure("lands next") }

    /// What every layer answers to one image, in order; the last one's values are logits.
    public func activations(of pixels: [Float]) -> [LayerActivation] { preconditionFailure("lands next") }
}
