/// The mean of each `size` × `size` window, channel by channel; of a window that reaches over the border the mean of what
/// lies inside, as TensorFlow has it.
public struct AveragePooling: Layer {
    public var size: Int
    public var stride: Int
    public var padding: Padding

    public init(size: Int, stride: Int, padding: Padding = .valid) {
        self.size = size
        self.stride = stride
        self.padding = padding
    }

    public init() { self.init(size: 2, stride: 2) }

    public static let typeName = "average_pooling"
    public static let help = "keeps the mean of each window: a smaller, smoother image"
    public static let kerasClass = "AveragePooling2D"
    public static let traits = LayerTraits(isSpatial: true, attachment: .previous)
    public static let settings = SlidingWindow.poolingSettings(\Self.size, \Self.stride, \Self.padding)

    public static func defaultName(at place: LayerPlace) -> String { place.numbered("average_pooling2d") }

    func window(over input: ImageShape) -> SlidingWindow {
        SlidingWindow(size: size, stride: stride, padding: padding, over: input)
    }

    public func outputShape(for input: ImageShape) throws(LayerError) -> ImageShape {
        try SlidingWindow.pooledShape(input) { window(over: $0) }
    }

    public func operation(at site: OperationSite) -> any LayerOperation {
        AveragePoolingOperation(window: window(over: site.input))
    }
}

extension Layer where Self == AveragePooling {
    /// The mean of each `size` × `size` window, channel by channel.
    public static func averagePooling(size: Int, stride: Int, padding: Padding = .valid) -> AveragePooling {
        AveragePooling(size: size, stride: stride, padding: padding)
    }
}
