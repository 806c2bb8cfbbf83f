/// How far a run is.
public struct RunPosition: Sendable, Equatable {
    /// Steps taken.
    public var step: Int
    /// Epochs finished.
    public var epoch: Int
    /// Images of the present epoch that were trained on, of so many.
    public var imagesInEpoch: Int
    public var imagesPerEpoch: Int

    public init(step: Int, epoch: Int, imagesInEpoch: Int, imagesPerEpoch: Int) {
        self.step = step
        self.epoch = epoch
        self.imagesInEpoch = imagesInEpoch
        self.imagesPerEpoch = imagesPerEpoch
    }

    /// Epochs done, with fraction.
    public var fractionalEpoch: Double { Double(epoch) + Double(imagesInEpoch) / Double(imagesPerEpoch) }
}
