/// What one layer answered to one image.
public struct LayerActivation: Sendable, Equatable {
    public var name: String
    /// Without the batch, channels last in meaning: `[14, 14, 12]` or `[200]`.
    public var shape: [Int]
    /// For an image-shaped layer one channel's map after the other (`[channels, height, width]`), else one value a unit.
    public var values: [Float]

    public init(name: String, shape: [Int], values: [Float]) {
        self.name = name
        self.shape = shape
        self.values = values
    }
}
