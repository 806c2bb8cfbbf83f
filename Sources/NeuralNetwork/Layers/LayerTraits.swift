/// What a type of layer is like, as far as others must know.
public struct LayerTraits: Sendable, Equatable {
    /// Which of its neighbours a layer without weights of its own belongs to: both come, go and are repeated together.
    public enum Attachment: Sendable { case none, previous, next }

    /// Whether it multiplies by a kernel: such layers are counted in names as `fc_layer_4`.
    public var hasKernel = false
    /// Whether it works on the pixels around a pixel: the engine runs such layers, and those between them, on a few images at
    /// a time, so that what moves between two of them stays in the cache.
    public var isSpatial = false
    /// Whether each number of the output comes from the number at the same place of the input, so that an image that was
    /// flattened keeps its order.
    public var keepsOrder = false
    /// Whether input and output are the same numbers in the same memory.
    public var movesNothing = false
    /// Whether its answer to one image depends on the others of the mini-batch.
    public var needsWholeBatch = false
    /// Whether it passes everything on unchanged outside training.
    public var isTrainingOnly = false
    public var attachment = Attachment.none

    public init(
        hasKernel: Bool = false, isSpatial: Bool = false, keepsOrder: Bool = false, movesNothing: Bool = false,
        needsWholeBatch: Bool = false, isTrainingOnly: Bool = false, attachment: Attachment = .none
    ) {
        self.hasKernel = hasKernel
        self.isSpatial = isSpatial
        self.keepsOrder = keepsOrder
        self.movesNothing = movesNothing
        self.needsWholeBatch = needsWholeBatch
        self.isTrainingOnly = isTrainingOnly
        self.attachment = attachment
    }
}
