/// The largest value of each `size` × `size` window, channel by channel.
public struct MaxPooling: Layer {
    public var size: Int
    public var stride: Int
    public var padding: Padding

    public init(size: Int, stride: Int, padding: Padding = .valid) {
        self.size = size
        self.stride = stride
        self.padding = padding
    }

    public init() { self.init(size: 2, stride: 2) }

    public static let typeName = "max_pooling"
    public static let help = "keeps the largest value of each window: where in it a pattern stood does not matter"
    public static let kerasClass = "MaxPooling2D"
    public static let traits = LayerTraits(isSpatial: true, attachment: .previous)
    public static let settings = SlidingWindow.poolingSettings(\Self.size, \Self.stride, \Self.padding)

    public static func defaultName(at place: LayerPlace) -> String { place.numbered("max_pooling2d") }

    func window(over input: ImageShape) -> SlidingWindow {
        SlidingWindow(size: size, stride: stride, padding: padding, over: input)
    }

    public func outputShape(for input: ImageShape) throws(LayerError) -> ImageShape {
        try SlidingWindow.pooledShape(input) { window(over: $0) }
    }

    public func operation(at site: OperationSite) -> any LayerOperation {
        MaxPoolingOperation(window: window(over: site.input), capacity: site.capacity)
    }
}

extension Layer where Self == MaxPooling {
    /// The largest value of each `size` × `size` window, channel by channel.
    public static func maxPooling(size: Int, stride: Int, padding: Padding = .valid) -> MaxPooling {
        MaxPooling(size: size, stride: stride, padding: padding)
    }
}
