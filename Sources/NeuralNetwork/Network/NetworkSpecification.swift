/// A network as a plain value: the shape of one input image and the layers it passes through.
///
/// The last layer must give one logit a class; softmax and cross-entropy are applied to these by the loss.
public struct NetworkSpecification: Sendable, Equatable, Codable {
    /// Height, width and channels of one image, for MNIST `[28, 28, 1]`.
    public var inputShape: [Int]
    public var layers: [LayerSpecification]

    public init(inputShape: [Int] = [28, 28, 1], layers: [LayerSpecification]) {
        self.inputShape = inputShape
        self.layers = layers
    }
}
