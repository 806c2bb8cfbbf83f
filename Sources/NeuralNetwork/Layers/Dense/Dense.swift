/// `y = activation(x · kernel + bias)`: `[batch, in]` → `[batch, units]`.
public struct Dense: Layer {
    public var units: Int
    public var activation: Activation?
    public var initializer: Initializer

    public init(units: Int, activation: Activation? = nil, initializer: Initializer = .glorotUniform) {
        self.units = units
        self.activation = activation
        self.initializer = initializer
    }

    public init() { self.init(units: 100, activation: .relu) }

    public static let unitCounts = 1...4_096

    public static let typeName = "dense"
    public static let help = "every unit is a weighted sum of all inputs"
    public static let kerasClass = "Dense"
    public static let traits = LayerTraits(hasKernel: true)
    public static let settings: [LayerSetting] = [
        .integer("units", \Self.units, in: unitCounts, default: nil, help: "how many weighted sums it computes"),
        .choice("activation", \Self.activation, default: .some(nil), help: "the function behind the sums"),
        Initializer.setting(\Self.initializer),
    ]

    public static func defaultName(at place: LayerPlace) -> String {
        if place.isOutput { return "logits" }
        return place.isBehindConvolution ? "fc_layer_\(place.kernelNumber)" : place.numbered("hidden_layer")
    }

    public func outputShape(for input: ImageShape) throws(LayerError) -> ImageShape {
        guard input.isFlat else {
            throw LayerError("a dense layer needs a flat input, not \(input.dimensions); put a flatten layer in front")
        }
        return .flat(units)
    }

    public func parameters(for input: ImageShape) -> [LayerParameter] {
        let shape = [input.count, units]
        return [
            LayerParameter(.kernel, shape, initializer.values(for: shape)),
            LayerParameter(.bias, [units], .constant(0)),
        ]
    }

    public func forwardFLOPs(from input: ImageShape, to output: ImageShape) -> Int { 2 * input.count * units }

    /// Kernels of 65,536 weights and more, but for the first layer's, are drawn output by output,
    /// the others input by input: as the first version did, whose seeds and runs are still good.
    public func drawingOrder(of role: LayerParameter.Role, in surroundings: LayerSurroundings) -> ParameterOrder {
        guard role == .kernel else { return .keras }
        if !surroundings.isFirstWithParameters, surroundings.input.count * units >= Self.drawnByOutputsFrom {
            return .outputsFirst(surroundings.flattenedImage)
        }
        return surroundings.flattenedImage.map(ParameterOrder.channelsFirst) ?? .keras
    }

    private static let drawnByOutputsFrom = 65_536

    public func plan(in surroundings: LayerSurroundings, for team: LayerTeam) -> LayerPlan {
        DensePlan(in: surroundings, for: team).layerPlan(in: surroundings, for: team)
    }

    public func sharedBuffers(in surroundings: LayerSurroundings, for team: LayerTeam) -> SharedBuffers? {
        let inputs = surroundings.input.count
        let plan = DensePlan(in: surroundings, for: team)
        let slices = plan.slices(inputs: inputs, outputs: units, workers: team.workers)
        switch plan {
        case .plain, .sparsePixels:
            return nil
        case .splitByPixels:
            return SplitDenseBuffers(
                inputs: inputs, outputs: units, team: team, slices: slices, readsBytes: surroundings.seesPixels)
        case .slicedByOutputs:
            return SlicedDenseBuffers(inputs: inputs, outputs: units, team: team, slices: slices)
        }
    }

    public func operation(at site: OperationSite) -> any LayerOperation {
        let inputs = site.input.count
        let (kernel, bias) = (site.offset(.kernel), site.offset(.bias))
        func sparse() -> SparseDenseOperation {
            SparseDenseOperation(
                inputs: inputs, outputs: units, activation: activation, kernelOffset: kernel, biasOffset: bias,
                capacity: site.capacity)
        }
        switch DensePlan(in: site.surroundings, for: site.team) {
        case .plain:
            return DenseOperation(
                inputs: inputs, outputs: units, activation: activation, kernelOffset: kernel, biasOffset: bias)
        case .sparsePixels:
            return sparse()
        case .splitByPixels:
            guard let shared = site.shared as? SplitDenseBuffers else { preconditionFailure("the plan's own buffers") }
            return SplitDenseOperation(
                whole: sparse(), worker: site.worker, inputs: inputs, outputs: units, activation: activation,
                kernelOffset: kernel, biasOffset: bias, shared: shared, group: site.group)
        case .slicedByOutputs:
            guard let shared = site.shared as? SlicedDenseBuffers else { preconditionFailure("the plan's own buffers") }
            return SlicedDenseOperation(
                inputs: inputs, outputs: units, activation: activation, kernelOffset: kernel, biasOffset: bias,
                shared: shared, group: site.group)
        }
    }
}

extension Layer where Self == Dense {
    /// `y = activation(x · kernel + bias)`: `[batch, in]` → `[batch, units]`.
    public static func dense(
        units: Int, activation: Activation? = nil, initializer: Initializer = .glorotUniform
    ) -> Dense { Dense(units: units, activation: activation, initializer: initializer) }
}
