/// `[batch, h, w, channels]` → `[batch, h · w · channels]`, in Keras's order (channels last).
public struct Flatten: Layer {
    public init() {}

    public static let typeName = "flatten"
    public static let help = "an image becomes a list of numbers"
    public static let kerasClass = "Flatten"
    public static let traits = LayerTraits(movesNothing: true)
    public static let settings: [LayerSetting] = []

    public static func defaultName(at place: LayerPlace) -> String {
        if place.isFirst { return "flatten_input" }
        return place.total == 1 ? "flatten_layer" : place.numbered("flatten_layer")
    }

    public func outputShape(for input: ImageShape) -> ImageShape { .flat(input.count) }

    public func operation(at site: OperationSite) -> any LayerOperation { FlattenOperation() }
}

extension Layer where Self == Flatten {
    /// `[batch, h, w, channels]` → `[batch, h · w · channels]`.
    public static var flatten: Flatten { Flatten() }
}
