/// One line of a model summary.
public struct LayerSummary: Sendable, Equatable {
    public var name: String
    /// Keras's class name: `Dense`, `Conv2D`.
    public var type: String
    /// The shape of one output without the batch, channels last: `[14, 14, 12]` or `[200]`.
    public var outputShape: [Int]
    public var parameterCount: Int
    /// How many of the parameters are running averages rather than trained.
    public var nonTrainableCount: Int
    /// Multiply-adds × 2 of one image's forward pass.
    public var forwardFLOPs: Int
    public var activation: Activation?

    public init(
        name: String, type: String, outputShape: [Int], parameterCount: Int, nonTrainableCount: Int = 0,
        forwardFLOPs: Int = 0, activation: Activation? = nil
    ) {
        self.name = name
        self.type = type
        self.outputShape = outputShape
        self.parameterCount = parameterCount
        self.nonTrainableCount = nonTrainableCount
        self.forwardFLOPs = forwardFLOPs
        self.activation = activation
    }
}
