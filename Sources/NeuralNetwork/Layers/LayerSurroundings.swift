/// What stands around a layer in its network, as far as its plan depends on it.
public struct LayerSurroundings: Sendable, Equatable {
    public let input: ImageShape
    public let output: ImageShape
    /// The image that the layer's flat input was flattened from, where that has an order of its own: the engine flattens one
    /// channel's plane after the other, Keras pixel by pixel.
    public let flattenedImage: ImageShape?
    /// Whether no layer in front has parameters: then nobody asks for the input's gradient.
    public let isFirstWithParameters: Bool
    /// Whether the data set's bytes reach the layer as they are.
    public let seesPixels: Bool
}
