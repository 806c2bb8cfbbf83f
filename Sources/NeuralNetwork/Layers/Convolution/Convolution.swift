/// A two-dimensional convolution with bias: `[batch, h, w, in]` → `[batch, h', w', filters]`.
public struct Convolution: Layer {
    public var filters: Int
    /// Pixels along a side of the window.
    public var kernel: Int
    public var stride: Int
    public var padding: Padding
    public var activation: Activation?
    public var initializer: Initializer

    public init(
        filters: Int, kernel: Int, stride: Int = 1, padding: Padding = .same, activation: Activation? = nil,
        initializer: Initializer = .glorotUniform
    ) {
        self.filters = filters
        self.kernel = kernel
        self.stride = stride
        self.padding = padding
        self.activation = activation
        self.initializer = initializer
    }

    public init() { self.init(filters: 8, kernel: 5, activation: .relu) }

    public static let filterCounts = 1...256
    public static let kernelSizes = SlidingWindow.sizes
    public static let strideSizes = 1...8

    public static let typeName = "convolution"
    public static let help = "small windows slide over the image, each looking for its own pattern everywhere"
    public static let kerasClass = "Conv2D"
    public static let traits = LayerTraits(hasKernel: true, isSpatial: true)
    public static let settings: [LayerSetting] = [
        .integer("filters", \Self.filters, in: filterCounts, default: nil, help: "how many patterns it looks for"),
        .integer(
            "kernel", \Self.kernel, in: kernelSizes, default: nil, keras: "kernel_size",
            help: "pixels along a side of the window"),
        .integer(
            "stride", \Self.stride, in: strideSizes, default: 1, keras: "strides",
            help: "pixels that the window moves on: 2 halves the image"),
        .choice("padding", \Self.padding, default: .same, help: "same: zeros around the image; valid: none"),
        .choice("activation", \Self.activation, default: .some(nil), help: "the function behind the sums"),
        Initializer.setting(\Self.initializer),
    ]

    public static func defaultName(at place: LayerPlace) -> String { place.numbered("conv_layer") }

    /// How the window slides over an image of this shape.
    func window(over input: ImageShape) -> SlidingWindow {
        SlidingWindow(size: kernel, stride: stride, padding: padding, over: input)
    }

    public func outputShape(for input: ImageShape) throws(LayerError) -> ImageShape {
        guard !input.isFlat else { throw LayerError("a convolution needs an image, not \(input.dimensions)") }
        let window = window(over: input)
        try window.check("kernel")
        return ImageShape(height: window.outHeight, width: window.outWidth, channels: filters)
    }

    public func parameters(for input: ImageShape) -> [LayerParameter] {
        let shape = [kernel, kernel, input.channels, filters]
        return [
            LayerParameter(.kernel, shape, initializer.values(for: shape)),
            LayerParameter(.bias, [filters], .constant(0)),
        ]
    }

    public func forwardFLOPs(from input: ImageShape, to output: ImageShape) -> Int {
        2 * output.count * kernel * kernel * input.channels
    }

    public func drawingOrder(of role: LayerParameter.Role, in surroundings: LayerSurroundings) -> ParameterOrder {
        role == .kernel ? .filtersFirst : .keras
    }

    public func plan(in surroundings: LayerSurroundings, for team: LayerTeam) -> LayerPlan {
        let operation = ConvolutionOperation.shape(window(over: surroundings.input), surroundings, share: team.share)
        return LayerPlan(
            method: operation.uses_winograd ? "Winograd" : "direct",
            reason: "\(operation.lanes) images interleaved, a pixel of each to a vector",
            exchange: team.workers > 1 ? "gradients" : "nothing", orders: [.kernel: .filtersFirst])
    }

    /// Other activations than ReLU need their plain output again.
    public func handsOver(to next: any Layer) -> Bool {
        next is Convolution && (activation == nil || activation == .relu || activation == .identity)
    }

    public func operation(at site: OperationSite) -> any LayerOperation {
        ConvolutionOperation(
            shape: ConvolutionOperation.shape(window(over: site.input), site.surroundings, share: site.capacity),
            activation: activation, kernelOffset: site.offset(.kernel), biasOffset: site.offset(.bias),
            capacity: site.capacity, isTraining: site.isTraining)
    }
}

extension Layer where Self == Convolution {
    /// A two-dimensional convolution with bias: `[batch, h, w, in]` → `[batch, h', w', filters]`.
    public static func convolution(
        filters: Int, kernel: Int, stride: Int = 1, padding: Padding = .same, activation: Activation? = nil,
        initializer: Initializer = .glorotUniform
    ) -> Convolution {
        Convolution(
            filters: filters, kernel: kernel, stride: stride, padding: padding, activation: activation,
            initializer: initializer)
    }
}
