/// Where the time of some training steps went in one layer, as a mean over the workers.
public struct LayerProfile: Sendable, Equatable {
    public var name: String
    /// Keras's class name.
    public var type: String
    public var forwardSeconds: Double
    public var backwardSeconds: Double
    /// Multiply-adds × 2 of one image.
    public var forwardFLOPs: Int
    public var backwardFLOPs: Int
}
