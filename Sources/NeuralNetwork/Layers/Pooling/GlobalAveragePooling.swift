/// The mean of each channel over the whole image: `[batch, h, w, channels]` → `[batch, channels]`.
public struct GlobalAveragePooling: Layer {
    public init() {}

    public static let typeName = "global_average_pooling"
    public static let help = "one number a channel: how much of its pattern the whole image has, wherever it stands"
    public static let kerasClass = "GlobalAveragePooling2D"
    public static let traits = LayerTraits(isSpatial: true)
    public static let settings: [LayerSetting] = []

    public static func defaultName(at place: LayerPlace) -> String { place.numbered("global_average_pooling2d") }

    public func outputShape(for input: ImageShape) throws(LayerError) -> ImageShape {
        guard !input.isFlat else { throw LayerError("pooling needs an image, not \(input.dimensions)") }
        return .flat(input.channels)
    }

    public func operation(at site: OperationSite) -> any LayerOperation {
        AveragePoolingOperation(
            window: SlidingWindow(
                height: site.input.height, width: site.input.width, stride: 1, padding: .valid, over: site.input))
    }
}

extension Layer where Self == GlobalAveragePooling {
    /// The mean of each channel over the whole image.
    public static var globalAveragePooling: GlobalAveragePooling { GlobalAveragePooling() }
}
