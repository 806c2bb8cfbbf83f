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
    /// The shape of every activation: the input's, then one behind each layer.
    package let shapes: [ImageShape]

    /// All parameters, running averages included, as Keras counts them.
    public var parameterCount: Int { trainableCount + runningCount }

    /// Logits of one image.
    public var classCount: Int { shapes[shapes.count - 1].count }

    /// Multiply-adds × 2 of one image's forward pass.
    public var forwardFLOPs: Int { layers.reduce(0) { $0 + $1.forwardFLOPs } }

    /// Multiply-adds × 2 of one image's training step: the first layer's input needs no gradient.
    public var trainingFLOPs: Int {
        var isFirst = true
        var sum = 0
        for layer in layers where layer.forwardFLOPs > 0 {
            sum += layer.forwardFLOPs * (isFirst ? 2 : 3)
            isFirst = false
        }
        return sum
    }

    /// Works out every shape.
    ///
    /// - Throws: ``NetworkError`` that names the layer that does not fit.
    public init(_ specification: NetworkSpecification) throws(NetworkError) {
        guard !specification.layers.isEmpty else { throw .noLayers }
        guard specification.inputShape.count == 3, specification.inputShape.allSatisfy({ (1...1_024).contains($0) })
        else {
            throw .invalidLayer(name: "input", reason: "its shape must be [height, width, channels], each 1 to 1,024")
        }
        var builder = NetworkBuilder(
            input: ImageShape(
                height: specification.inputShape[0], width: specification.inputShape[1],
                channels: specification.inputShape[2]))
        var names: Set<String> = []
        for layer in specification.layers {
            guard names.insert(layer.name).inserted else { throw .duplicateName(layer.name) }
            try builder.append(layer)
        }
        guard case .dense(let units, nil, _) = specification.layers[specification.layers.count - 1].kind else {
            throw .invalidLayer(
                name: specification.layers[specification.layers.count - 1].name,
                reason: "the last layer must be dense without an activation: its outputs are the logits")
        }
        guard (2...256).contains(units) else {
            throw .invalidLayer(
                name: specification.layers[specification.layers.count - 1].name,
                reason: "the last layer needs 2 to 256 units, one a class, not \(units)")
        }
        self.specification = specification
        layers = builder.summaries
        parameters = builder.parameters
        trainableCount = builder.trainableCount
        runningCount = builder.runningCount
        shapes = builder.shapes
    }

    /// The tensor of one layer with this role.
    package func parameter(layer: Int, role: ParameterDescription.Role) -> ParameterDescription {
        guard let found = parameters.first(where: { $0.layer == layer && $0.role == role }) else {
            preconditionFailure("layer \(layer) has no \(role)")
        }
        return found
    }

    /// Weights drawn with each layer's initialiser; the same seed gives the same weights on every machine.
    public func initialWeights(seed: UInt64) -> NetworkWeights {
        var generator = SplitMix64(seed: seed)
        var weights = NetworkWeights(
            trainable: [Float](repeating: 0, count: trainableCount), running: [Float](repeating: 0, count: runningCount)
        )
        for parameter in parameters {
            let range = parameter.offset..<parameter.offset + parameter.count
            switch parameter.role {
            case .kernel:
                let limit = kernelLimit(parameter)
                for index in range { weights.trainable[index] = (generator.nextUnitFloat() * 2 - 1) * limit }
            case .gamma:
                for index in range { weights.trainable[index] = 1 }
            case .movingVariance:
                for index in range { weights.running[index] = 1 }
            case .bias, .beta, .movingMean:
                break
            }
        }
        return weights
    }

    /// Bound of the uniform distribution a kernel is drawn from, from its fans as Keras computes them.
    private func kernelLimit(_ parameter: ParameterDescription) -> Float {
        let receptiveField = parameter.shape.dropLast(2).reduce(1, *)
        let fanIn = Float(parameter.shape[parameter.shape.count - 2] * receptiveField)
        let fanOut = Float(parameter.shape[parameter.shape.count - 1] * receptiveField)
        switch specification.layers[parameter.layer].initializer {
        case .glorotUniform: return (6 / (fanIn + fanOut)).squareRoot()
        case .heUniform: return (6 / fanIn).squareRoot()
        case .zeros: return 0
        }
    }
}

extension LayerSpecification {
    /// How the layer's kernel is drawn; zeros for layers without one.
    var initializer: Initializer {
        switch kind {
        case .dense(_, _, let initializer): initializer
        case .convolution(_, _, _, _, _, let initializer): initializer
        default: .zeros
        }
    }
}
