/// Sets each unit to zero with probability `rate` while training and divides the others by 1 − rate.
public struct Dropout: Layer {
    public var rate: Float

    public init(rate: Float) { self.rate = rate }

    public init() { self.init(rate: 0.25) }

    public static let rates = 0.0...0.95

    public static let typeName = "dropout"
    public static let help = "switches units off at random while training, so that none can rely on another"
    public static let kerasClass = "Dropout"
    public static let traits = LayerTraits(keepsOrder: true, isTrainingOnly: true, attachment: .next)
    public static let settings: [LayerSetting] = [
        .number("rate", \Self.rate, in: rates, default: nil, help: "the share of units that is switched off")
    ]

    public static func defaultName(at place: LayerPlace) -> String {
        place.total == 1 ? "dropout_layer" : place.numbered("dropout_layer")
    }

    public func outputShape(for input: ImageShape) -> ImageShape { input }

    public func operation(at site: OperationSite) -> any LayerOperation {
        DropoutOperation(rate: rate, size: site.input.count, layer: site.layer)
    }
}

extension Layer where Self == Dropout {
    /// Sets each unit to zero with probability `rate` while training and divides the others by 1 − rate.
    public static func dropout(rate: Float) -> Dropout { Dropout(rate: rate) }
}
