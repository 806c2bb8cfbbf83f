/// An activation as a layer of its own, for use behind batch normalisation.
public struct ActivationLayer: Layer {
    public var function: Activation

    public init(_ function: Activation) { self.function = function }

    public init() { self.init(.relu) }

    // As the enumeration of earlier versions was written.
    private enum CodingKeys: String, CodingKey { case function = "_0" }

    public var activation: Activation? { function }

    public static let typeName = "activation"
    public static let help = "a function of each unit by itself, as a layer of its own"
    public static let kerasClass = "Activation"
    public static let traits = LayerTraits(keepsOrder: true, attachment: .previous)
    public static let settings: [LayerSetting] = [
        .choice("activation", \Self.function, default: nil, help: "which function")
    ]

    public static func defaultName(at place: LayerPlace) -> String { place.numbered("activation") }

    public func outputShape(for input: ImageShape) -> ImageShape { input }

    public func operation(at site: OperationSite) -> any LayerOperation {
        ActivationOperation(activation: function, size: site.input.count)
    }
}

extension Layer where Self == ActivationLayer {
    /// An activation as a layer of its own.
    public static func activation(_ function: Activation) -> ActivationLayer { ActivationLayer(function) }
}
