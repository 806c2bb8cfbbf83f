/// What the workers of one ``SlicedDenseOperation`` share: the whole mini-batch in front of the layer and behind it.
///
/// Each worker writes its own images or its own slice; barriers stand between writing and reading.
final class SlicedDenseBuffers {
    private let outputs: Int
    private let workers: Int
    /// The most images that a mini-batch has.
    let batch: Int
    /// `[batch, inputs]`; the layer in front writes straight into it.
    let input: AlignedBuffer
    /// `[batch, outputs]`, in front of bias and activation.
    let output: AlignedBuffer
    let outputGradient: AlignedBuffer
    /// What each worker's outputs add to the input's gradient, `[batch, inputs]`.
    let partials: [AlignedBuffer]
    let partialPointers: UnsafeMutablePointer<UnsafePointer<Float>?>

    /// - Parameter share: The most images that one worker is given.
    init(inputs: Int, outputs: Int, share: Int, workers: Int) {
        self.outputs = outputs
        self.workers = workers
        let batch = share * workers
        self.batch = batch
        input = AlignedBuffer(count: batch * inputs)
        output = AlignedBuffer(count: batch * outputs)
        outputGradient = AlignedBuffer(count: batch * outputs)
        partials = (0..<workers).map { _ in AlignedBuffer(count: batch * inputs) }
        partialPointers = .allocate(capacity: workers)
        for (index, partial) in partials.enumerated() {
            (partialPointers + index).initialize(to: UnsafePointer(partial.pointer))
        }
    }

    deinit { partialPointers.deallocate() }

    /// The outputs that one worker computes.
    func slice(of worker: Int) -> Range<Int> { outputs * worker / workers..<outputs * (worker + 1) / workers }
}
