/// Where one tensor of a network's weights lies and what it is called.
public struct ParameterDescription: Sendable, Equatable {
    public typealias Role = LayerParameter.Role

    /// Keras's name: `conv_layer_1/kernel`.
    public var name: String
    public var role: Role
    /// Keras's shape.
    public var shape: [Int]
    /// Index of the layer in the specification.
    public var layer: Int
    /// First element in ``NetworkWeights/trainable`` or, for running averages, in ``NetworkWeights/running``.
    public var offset: Int
    public var count: Int
    /// What it holds before training.
    public var initialValues: LayerParameter.InitialValues
}
