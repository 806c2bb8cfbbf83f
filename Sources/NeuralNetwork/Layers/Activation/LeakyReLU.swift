/// `y = x` above zero and `slope · x` below (Maas et al. 2013): no unit is ever dead.
public struct LeakyReLU: Layer {
    public var slope: Float

    /// - Parameter slope: Keras's layer has 0.3, its `activation="leaky_relu"` 0.2.
    public init(slope: Float = 0.3) { self.slope = slope }

    public init() { self.init(slope: 0.3) }

    public static let slopes = 0.0...1.0

    public static let typeName = "leaky_relu"
    public static let help = "a ReLU that lets a little of what is negative through"
    public static let kerasClass = "LeakyReLU"
    public static let traits = LayerTraits(keepsOrder: true, attachment: .previous)
    public static let settings: [LayerSetting] = [
        .number(
            "slope", \Self.slope, in: slopes, default: 0.3, keras: "negative_slope",
            help: "the share of a negative value that goes through")
    ]

    public static func defaultName(at place: LayerPlace) -> String { place.numbered("leaky_re_lu") }

    public var activation: Activation? { .leakyReLU }

    public func outputShape(for input: ImageShape) -> ImageShape { input }

    public func operation(at site: OperationSite) -> any LayerOperation {
        LeakyReLUOperation(slope: slope, size: site.input.count)
    }
}

extension Layer where Self == LeakyReLU {
    /// `y = x` above zero and `slope · x` below.
    public static func leakyReLU(slope: Float = 0.3) -> LeakyReLU { LeakyReLU(slope: slope) }
}
