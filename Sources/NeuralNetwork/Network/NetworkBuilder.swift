/// Passes a shape through the layers of a specification and lists what each one needs.
struct NetworkBuilder {
    private(set) var shapes: [ImageShape]
    private(set) var summaries: [LayerSummary] = []
    private(set) var parameters: [ParameterDescription] = []
    private(set) var trainableCount = 0
    private(set) var runningCount = 0

    init(input: ImageShape) { shapes = [input] }

    mutating func append(_ specification: LayerSpecification) throws(NetworkError) {
        let name = specification.name
        guard !name.isEmpty, !name.contains("/") else {
            throw .invalidLayer(name: name, reason: "a name must not be empty or hold a /")
        }
        let layer = specification.layer
        let input = shapes[shapes.count - 1]
        let output: ImageShape
        do throws(LayerError) {
            try layer.check()
            output = try layer.outputShape(for: input)
        } catch {
            throw .invalidLayer(name: name, reason: error.reason)
        }
        let own = layer.parameters(for: input)
        for parameter in own { add(parameter, of: name) }
        summaries.append(
            LayerSummary(
                name: name, type: type(of: layer).kerasClass, outputShape: output.dimensions,
                parameterCount: own.reduce(0) { $0 + $1.count },
                nonTrainableCount: own.reduce(0) { $0 + ($1.role.isTrainable ? 0 : $1.count) },
                forwardFLOPs: layer.forwardFLOPs(from: input, to: output), activation: layer.activation))
        shapes.append(output)
    }

    private mutating func add(_ parameter: LayerParameter, of layer: String) {
        let role = parameter.role
        parameters.append(
            ParameterDescription(
                name: "\(layer)/\(role.rawValue)", role: role, shape: parameter.shape, layer: summaries.count,
                offset: role.isTrainable ? trainableCount : runningCount, count: parameter.count,
                initialValues: parameter.initialValues))
        if role.isTrainable { trainableCount += parameter.count } else { runningCount += parameter.count }
    }
}
