import NeuralNetwork

/// What the order of a run's images to come depends on: given to a new source over the same images, it goes on there.
public struct BatchSourceState: Sendable, Equatable, Codable {
    /// Stands where the present epoch's order of images is drawn from, or between two epochs the next one's.
    public var order: SplitMix64
    /// Images of the present epoch that were trained on.
    public var position: Int

    public init(order: SplitMix64, position: Int) {
        self.order = order
        self.position = position
    }
}
