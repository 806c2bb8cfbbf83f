/// One tensor that belongs to a layer.
public struct LayerParameter: Sendable, Equatable {
    /// What a tensor is for; the raw value is Keras's name of the variable.
    public enum Role: String, Sendable {
        case kernel, bias, gamma, beta
        case movingMean = "moving_mean"
        case movingVariance = "moving_variance"

        /// Whether gradients change it; running averages are the others.
        public var isTrainable: Bool { self != .movingMean && self != .movingVariance }
    }

    /// What it holds before training.
    public enum InitialValues: Sendable, Equatable {
        case constant(Float)
        /// Drawn uniformly from ±limit.
        case uniform(limit: Float)
    }

    public var role: Role
    /// Keras's shape.
    public var shape: [Int]
    public var initialValues: InitialValues

    public init(_ role: Role, _ shape: [Int], _ initialValues: InitialValues) {
        self.role = role
        self.shape = shape
        self.initialValues = initialValues
    }

    public var count: Int { shape.reduce(1, *) }
}
