/// What the workers of one ``SlicedDenseOperation`` share: the whole mini-batch in front of the layer and behind it.
///
/// Each worker writes its own images or its own slice; barriers stand between writing and reading.
final class SlicedDenseBuffers {
    private let inputs: Int
    private let workers: Int
    /// `[batch, inputs]`; the layer in front writes straight into it.
    let input: AlignedBuffer
    let inputGradient: AlignedBuffer
    /// `[batch, outputs]`
    let outputGradient: AlignedBuffer
    /// Each worker's sum over its slice, `[batch, outputs]`.
    let partials: [AlignedBuffer]
    let partialPointers: UnsafeMutablePointer<UnsafePointer<Float>?>

    /// - Parameter share: The most images that one worker is given.
    init(inputs: Int, outputs: Int, share: Int, workers: Int) {
        self.inputs = inputs
        self.workers = workers
        let batch = share * workers
        input = AlignedBuffer(count: batch * inputs)
        inputGradient = AlignedBuffer(count: batch * inputs)
        outputGradient = AlignedBuffer(count: batch * outputs)
        partials = (0..<workers).map { _ in AlignedBuffer(count: batch * outputs) }
        partialPointers = .allocate(capacity: workers)
        for (index, partial) in partials.enumerated() {
            (partialPointers + index).initialize(to: UnsafePointer(partial.pointer))
        }
    }

    deinit { partialPointers.deallocate() }

    /// The inputs that one worker computes.
    func slice(of worker: Int) -> Range<Int> { inputs * worker / workers..<inputs * (worker + 1) / workers }

    /// A layer pays for two more barriers from about this many weights on.
    static let smallestKernel = 1 << 16
}
