/// What the workers of one ``SlicedDenseOperation`` share: the whole mini-batch in front of the layer and behind it.
///
/// Each worker writes its own images or its own slice; barriers stand between writing and reading.
final class SlicedDenseBuffers: SharedBuffers {
    /// The most images that a mini-batch has.
    let batch: Int
    /// `[batch, inputs]`; the layer in front writes straight into it.
    let inputs: AlignedBuffer
    override var input: AlignedBuffer? { inputs }
    /// `[batch, outputs]`, in front of bias and activation.
    let output: AlignedBuffer
    let outputGradient: AlignedBuffer
    /// What each worker's outputs add to the input's gradient, `[batch, inputs]`.
    let partials: [AlignedBuffer]
    let partialPointers: UnsafeMutablePointer<UnsafePointer<Float>?>

    /// The outputs that each worker computes.
    let slices: [Range<Int>]

    /// - Parameter slices: The plan's, the outputs that each worker computes.
    init(inputs: Int, outputs: Int, team: LayerTeam, slices: [Range<Int>]) {
        let (workers, batch) = (team.workers, team.batch)
        self.batch = batch
        self.slices = slices
        self.inputs = AlignedBuffer(count: batch * inputs)
        output = AlignedBuffer(count: batch * outputs)
        outputGradient = AlignedBuffer(count: batch * outputs)
        partials = (0..<workers).map { _ in AlignedBuffer(count: batch * inputs) }
        partialPointers = .allocate(capacity: workers)
        for (index, partial) in partials.enumerated() {
            (partialPointers + index).initialize(to: UnsafePointer(partial.pointer))
        }
    }

    deinit { partialPointers.deallocate() }
}
