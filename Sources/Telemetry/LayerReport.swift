/// How one layer stands: the spread of its numbers, and how many of its units no longer react.
public struct LayerReport: Sendable, Equatable {
    public var name: String
    public var weights: Spread?
    public var biases: Spread?
    /// Over all units and the watched test images.
    public var activations: Spread?
    /// Counts of the weights in equal bins from the spread's minimum to its maximum.
    public var weightHistogram: [Int]
    /// Share of ReLU units (of a convolution: filters) that were zero for every watched image, 0 to 1; `nil` for other
    /// layers.
    public var deadFraction: Double?
    /// Share of sigmoid or tanh outputs within 1 % of an end of their range, 0 to 1; `nil` for other layers.
    public var saturatedFraction: Double?

    public init(
        name: String, weights: Spread? = nil, biases: Spread? = nil, activations: Spread? = nil,
        weightHistogram: [Int] = [], deadFraction: Double? = nil, saturatedFraction: Double? = nil
    ) {
        self.name = name
        self.weights = weights
        self.biases = biases
        self.activations = activations
        self.weightHistogram = weightHistogram
        self.deadFraction = deadFraction
        self.saturatedFraction = saturatedFraction
    }
}
