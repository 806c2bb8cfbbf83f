/// How the engine carries out one layer: a plain value that can be printed.
public struct LayerPlan: Sendable, Equatable {
    /// The variant that computes it: `sparse pixels`.
    public var method: String
    /// Why this one.
    public var reason: String
    /// What the workers exchange in a step.
    public var exchange: String
    /// In which order the engine keeps the numbers of each tensor; those that are missing are in Keras's.
    public var orders: [LayerParameter.Role: ParameterOrder]
    /// Which of the kernel's numbers, in the engine's order, each worker alone differentiates and updates for the whole
    /// mini-batch; empty where every worker has a gradient of all of them.
    public var kernelSlices: [Range<Int>]
    /// Whether the input of all workers stands in one buffer.
    public var sharesInput: Bool
    /// Whether the layer takes its images as the data set's bytes.
    public var takesBytes: Bool
    /// Whether its backward ends in a barrier behind which all workers' other gradients are ready.
    public var endsInBarrier: Bool

    public init(
        method: String, reason: String = "", exchange: String = "", orders: [LayerParameter.Role: ParameterOrder] = [:],
        kernelSlices: [Range<Int>] = [], sharesInput: Bool = false, takesBytes: Bool = false,
        endsInBarrier: Bool = false
    ) {
        self.method = method
        self.reason = reason
        self.exchange = exchange
        self.orders = orders
        self.kernelSlices = kernelSlices
        self.sharesInput = sharesInput
        self.takesBytes = takesBytes
        self.endsInBarrier = endsInBarrier
    }
}
