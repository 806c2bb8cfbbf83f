/// A tensor with Keras's name and layout, as it stands in a safetensors file.
public struct NamedTensor: Sendable, Equatable {
    /// For instance `hidden_layer_1/kernel`.
    public var name: String
    /// For instance `[784, 200]`, or `[height, width, in, out]` for a convolution's kernel.
    public var shape: [Int]
    /// Row-major values.
    public var values: [Float]

    public init(name: String, shape: [Int], values: [Float]) {
        self.name = name
        self.shape = shape
        self.values = values
    }
}
