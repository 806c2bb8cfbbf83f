/// What the workers of a first dense layer share: each multiplies its own part of the pixels of all images.
///
/// Each worker writes its own images or its own sums; barriers stand between writing and reading.
final class SplitDenseBuffers {
    private let inputs: Int
    let workers: Int
    /// The most images that a mini-batch has.
    let batch: Int
    /// `[batch, inputs]`, where the layer reads floats; the layer in front writes straight into it.
    let input: AlignedBuffer
    let outputGradient: AlignedBuffer
    /// What each worker's pixels add to the outputs, `[batch, outputs]`.
    let partials: [AlignedBuffer]
    let partialPointers: UnsafeMutablePointer<UnsafePointer<Float>?>

    /// - Parameters:
    ///   - share: The most images that one worker is given.
    ///   - readsBytes: Whether the layer takes its pixels from the data set itself.
    init(inputs: Int, outputs: Int, share: Int, workers: Int, readsBytes: Bool) {
        self.inputs = inputs
        self.workers = workers
        let batch = share * workers
        self.batch = batch
        input = AlignedBuffer(count: readsBytes ? 0 : batch * inputs)
        outputGradient = AlignedBuffer(count: batch * outputs)
        partials = (0..<workers).map { _ in AlignedBuffer(count: batch * outputs) }
        partialPointers = .allocate(capacity: workers)
        for (index, partial) in partials.enumerated() {
            (partialPointers + index).initialize(to: UnsafePointer(partial.pointer))
        }
    }

    deinit { partialPointers.deallocate() }

    /// The pixels that one worker multiplies.
    ///
    /// A digit stands in the middle of its image: counted over MNIST's training images, the ink lies evenly between 19 %
    /// and 84.5 % of the pixels' order.
    func slice(of worker: Int) -> Range<Int> {
        func start(_ worker: Int) -> Int {
            switch worker {
            case 0: 0
            case workers: inputs
            default: inputs * (190 * workers + 655 * worker) / (1000 * workers)
            }
        }
        return start(worker)..<start(worker + 1)
    }
}
