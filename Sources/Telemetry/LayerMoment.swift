/// The reports of all layers at one moment of a run.
public struct LayerMoment: Sendable, Equatable {
    public var step: Int
    public var epoch: Double
    public var seconds: Double
    /// In the network's order; layers without anything to report are left out.
    public var layers: [LayerReport]

    public init(step: Int, epoch: Double, seconds: Double, layers: [LayerReport]) {
        self.step = step
        self.epoch = epoch
        self.seconds = seconds
        self.layers = layers
    }
}
