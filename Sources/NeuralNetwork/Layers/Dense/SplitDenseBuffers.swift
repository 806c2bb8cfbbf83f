/// What the workers of a first dense layer share: each multiplies its own part of the pixels of all images.
///
/// Each worker writes its own images or its own sums; barriers stand between writing and reading.
final class SplitDenseBuffers: SharedBuffers {
    let workers: Int
    /// The most images that a mini-batch has.
    let batch: Int
    /// `[batch, inputs]`, where the layer reads floats; the layer in front writes straight into it.
    let pixels: AlignedBuffer
    override var input: AlignedBuffer? { pixels.count > 0 ? pixels : nil }
    let outputGradient: AlignedBuffer
    /// What each worker's pixels add to the outputs, `[batch, outputs]`.
    let partials: [AlignedBuffer]
    let partialPointers: UnsafeMutablePointer<UnsafePointer<Float>?>

    /// The pixels that each worker multiplies.
    let slices: [Range<Int>]

    /// - Parameters:
    ///   - slices: The plan's, the pixels that each worker multiplies.
    ///   - readsBytes: Whether the layer takes its pixels from the data set itself.
    init(inputs: Int, outputs: Int, team: LayerTeam, slices: [Range<Int>], readsBytes: Bool) {
        let (workers, batch) = (team.workers, team.batch)
        self.workers = workers
        self.batch = batch
        self.slices = slices
        pixels = AlignedBuffer(count: readsBytes ? 0 : batch * inputs)
        outputGradient = AlignedBuffer(count: batch * outputs)
        partials = (0..<workers).map { _ in AlignedBuffer(count: batch * outputs) }
        partialPointers = .allocate(capacity: workers)
        for (index, partial) in partials.enumerated() {
            (partialPointers + index).initialize(to: UnsafePointer(partial.pointer))
        }
    }

    deinit { partialPointers.deallocate() }
}
