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

    public func operation(at site: OperationSite) -> any LayerOperation {
        let inputs = site.input.count
        let (kernel, bias) = (site.offset(.kernel), site.offset(.bias))
        if site.network.readsPixels(layer: site.layer, images: site.capacity * site.group.count) {
            let whole = SparseDenseOperation(
                inputs: inputs, outputs: units, activation: activation, kernelOffset: kernel, biasOffset: bias,
                capacity: site.capacity)
            guard let split = site.shared.split[site.layer] else { return whole }
            return SplitDenseOperation(
                whole: whole, worker: site.worker, inputs: inputs, outputs: units, activation: activation,
                kernelOffset: kernel, biasOffset: bias, shared: split, group: site.group)
        }
        if let sliced = site.shared.sliced[site.layer] {
            return SlicedDenseOperation(
                inputs: inputs, outputs: units, activation: activation, kernelOffset: kernel, biasOffset: bias,
                shared: sliced, group: site.group)
        }
        return DenseOperation(
            inputs: inputs, outputs: units, activation: activation, kernelOffset: kernel, biasOffset: bias)
    }
}

extension Layer where Self == Dense {
    /// `y = activation(x · kernel + bias)`: `[batch, in]` → `[batch, units]`.
    public static func dense(
        units: Int, activation: Activation? = nil, initializer: Initializer = .glorotUniform
    ) -> Dense { Dense(units: units, activation: activation, initializer: initializer) }
}
