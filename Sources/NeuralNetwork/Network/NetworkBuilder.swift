/// Passes a shape through the layers of a specification and lists what each one needs.
struct NetworkBuilder {
    private(set) var shapes: [ImageShape]
    private(set) var summaries: [LayerSummary] = []
    private(set) var parameters: [ParameterDescription] = []
    private(set) var trainableCount = 0
    private(set) var runningCount = 0

    init(input: ImageShape) { shapes = [input] }

    mutating func append(_ layer: LayerSpecification) throws(NetworkError) {
        let input = shapes[shapes.count - 1]
        func fail(_ reason: String) -> NetworkError { .invalidLayer(name: layer.name, reason: reason) }
        guard !layer.name.isEmpty, !layer.name.contains("/") else { throw fail("a name must not be empty or hold a /") }
        let firstParameter = parameters.count
        var output = input
        var type: String
        var flops = 0
        var activation: Activation?
        switch layer.kind {
        case .dense(let units, let following, _):
            guard (1...16_384).contains(units) else { throw fail("units must be 1 to 16,384, not \(units)") }
            guard input.isFlat else {
                throw fail("a dense layer needs a flat input, not \(input.dimensions); put a flatten layer in front")
            }
            output = .flat(units)
            type = "Dense"
            activation = following
            flops = 2 * input.count * units
            add(layer, .kernel, [input.count, units])
            add(layer, .bias, [units])
        case .convolution(let filters, let kernel, let stride, let padding, let following, _):
            guard !input.isFlat else { throw fail("a convolution needs an image, not \(input.dimensions)") }
            guard (1...1_024).contains(filters) else { throw fail("filters must be 1 to 1,024, not \(filters)") }
            output = try window(input, size: kernel, stride: stride, padding: padding, name: layer.name)
            output.channels = filters
            type = "Conv2D"
            activation = following
            flops = 2 * output.count * kernel * kernel * input.channels
            add(layer, .kernel, [kernel, kernel, input.channels, filters])
            add(layer, .bias, [filters])
        case .maxPooling(let size, let stride, let padding):
            guard !input.isFlat else { throw fail("pooling needs an image, not \(input.dimensions)") }
            output = try window(input, size: size, stride: stride, padding: padding, name: layer.name)
            type = "MaxPooling2D"
        case .dropout(let rate):
            guard rate >= 0, rate < 1 else {
                throw fail("the dropout rate must be at least 0 and below 1, not \(rate)")
            }
            type = "Dropout"
        case .flatten:
            output = .flat(input.count)
            type = "Flatten"
        case .batchNormalization(let momentum, let epsilon):
            guard (0...1).contains(momentum) else { throw fail("momentum must be 0 to 1, not \(momentum)") }
            guard epsilon > 0, epsilon <= 1 else { throw fail("epsilon must be above 0 and at most 1, not \(epsilon)") }
            type = "BatchNormalization"
            add(layer, .gamma, [input.channels])
            add(layer, .beta, [input.channels])
            add(layer, .movingMean, [input.channels])
            add(layer, .movingVariance, [input.channels])
        case .activation(let function):
            type = "Activation"
            activation = function
        }
        let own = parameters[firstParameter...]
        summaries.append(
            LayerSummary(
                name: layer.name, type: type, outputShape: output.dimensions,
                parameterCount: own.reduce(0) { $0 + $1.count },
                nonTrainableCount: own.reduce(0) { $0 + ($1.role.isTrainable ? 0 : $1.count) }, forwardFLOPs: flops,
                activation: activation))
        shapes.append(output)
    }

    private func window(
        _ input: ImageShape, size: Int, stride: Int, padding: Padding, name: String
    ) throws(NetworkError) -> ImageShape {
        guard (1...64).contains(size) else {
            throw .invalidLayer(name: name, reason: "the window must be 1 to 64 pixels wide, not \(size)")
        }
        guard (1...16).contains(stride) else {
            throw .invalidLayer(name: name, reason: "the stride must be 1 to 16, not \(stride)")
        }
        var output = input
        switch padding {
        case .same:
            output.height = (input.height + stride - 1) / stride
            output.width = (input.width + stride - 1) / stride
        case .valid:
            guard size <= input.height, size <= input.width else {
                throw .invalidLayer(
                    name: name,
                    reason: "a window of \(size) does not fit into \(input.height) × \(input.width); use padding same")
            }
            output.height = (input.height - size) / stride + 1
            output.width = (input.width - size) / stride + 1
        }
        return output
    }

    private mutating func add(_ layer: LayerSpecification, _ role: ParameterDescription.Role, _ shape: [Int]) {
        let count = shape.reduce(1, *)
        parameters.append(
            ParameterDescription(
                name: "\(layer.name)/\(role.rawValue)", role: role, shape: shape, layer: summaries.count,
                offset: role.isTrainable ? trainableCount : runningCount, count: count))
        if role.isTrainable { trainableCount += count } else { runningCount += count }
    }
}
