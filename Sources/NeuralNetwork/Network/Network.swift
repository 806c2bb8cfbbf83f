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

    /// How many classes a network may tell apart; labels are bytes.
    public static let classCounts = 2...256

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
        let last = specification.layers[specification.layers.count - 1]
        guard let dense = last.layer as? Dense, dense.activation == nil || dense.activation == .identity else {
            throw .invalidLayer(
                name: last.name,
                reason: "the last layer must be dense without an activation: its outputs are the logits")
        }
        guard Self.classCounts.contains(dense.units) else {
            throw .invalidLayer(
                name: last.name,
                reason: "the last layer needs \(Self.classCounts.lowerBound) to \(Self.classCounts.upperBound) units, "
                    + "one a class, not \(dense.units)")
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

    /// Weights drawn as each layer says; the same seed gives the same weights on every machine.
    public func initialWeights(seed: UInt64) -> NetworkWeights {
        var generator = SplitMix64(seed: seed)
        var weights = NetworkWeights(
            trainable: [Float](repeating: 0, count: trainableCount), running: [Float](repeating: 0, count: runningCount)
        )
        for parameter in parameters {
            var drawn: [Float]
            switch parameter.initialValues {
            case .constant(let value): drawn = [Float](repeating: value, count: parameter.count)
            case .uniform(let limit):
                drawn = (0..<parameter.count).map { _ in (generator.nextUnitFloat() * 2 - 1) * limit }
            }
            let order = specification.layers[parameter.layer].layer.drawingOrder(
                of: parameter.role, in: surroundings(of: parameter.layer))
            if let places = order.places(shape: parameter.shape) { drawn = places.map { drawn[Int($0)] } }
            let range = parameter.offset..<parameter.offset + parameter.count
            if parameter.role.isTrainable {
                weights.trainable.replaceSubrange(range, with: drawn)
            } else {
                weights.running.replaceSubrange(range, with: drawn)
            }
        }
        return weights
    }

    /// Whether the network can tell the classes of a data set apart.
    ///
    /// - Throws: ``NetworkError`` that names the last layer, both counts and what to do.
    public func check(classes: Int) throws(NetworkError) {
        guard classCount == classes else {
            throw .wrongClassCount(layer: layers[layers.count - 1].name, found: classCount, classes: classes)
        }
    }
}
