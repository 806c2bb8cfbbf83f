/// A network whose shapes have been worked out and found to fit: what the engine and the summaries are made from.
public struct Network: Sendable, Equatable {
    public let specification: NetworkSpecification
    /// One line a layer, in order.
    public let layers: [LayerSummary]
    /// Every tensor of the weights, in order.
    public let parameters: [ParameterDescription]
    /// Length of ``NetworkWeights/trainable``.
    public let trainableCount: Int
    /// Length of ``NetworkWeights/running``.
    public let runningCount: Int

    /// All parameters, running averages included, as Keras counts them.
    public var parameterCount: Int { trainableCount + runningCount }

    /// Works out every shape.
    ///
    /// - Throws: ``NetworkError`` that names the layer that does not fit.
    public init(_ specification: NetworkSpecification) throws(NetworkError) {
        preconditionFailure("lands next")
    }

    /// Weights drawn with each layer's initialiser; the same seed gives the same weights on every machine.
    public func initialWeights(seed: UInt64) -> NetworkWeights {
        preconditionFailure("lands next")
    }

    /// The weights under Keras's names and in Keras's layouts.
    public func tensors(of weights: NetworkWeights) -> [NamedTensor] {
        preconditionFailure("lands next")
    }

    /// The weights that tensors with Keras's names and layouts hold.
    ///
    /// - Parameter file: Where they were read, for the error's text.
    /// - Throws: ``NetworkError`` for a tensor that is missing, unknown or of another shape.
    public func weights(from tensors: [NamedTensor], file: String) throws(NetworkError) -> NetworkWeights {
        preconditionFailure("lands next")
    }
}
