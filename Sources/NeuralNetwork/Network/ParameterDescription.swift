/// Where one tensor of a network's weights lies and what it is called.
public struct ParameterDescription: Sendable, Equatable {
    /// What a tensor is for.
    public enum Role: String, Sendable {
        case kernel, bias, gamma, beta
        case movingMean = "moving_mean"
        case movingVariance = "moving_variance"

        /// Whether gradients change it; running averages are the others.
        public var isTrainable: Bool { self != .movingMean && self != .movingVariance }
    }

    /// Keras's name: `conv2d_1/kernel`.
    public var name: String
    public var role: Role
    /// Keras's shape.
    public var shape: [Int]
    /// Index of the layer in the specification.
    public var layer: Int
    /// First element in ``NetworkWeights/trainable`` or, for running averages, in ``NetworkWeights/running``.
    public var offset: Int
    public var count: Int
}
