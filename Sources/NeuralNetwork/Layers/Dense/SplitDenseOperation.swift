import CKernels

/// A first dense layer that all workers compute together, each its own part of the pixels of all images.
///
/// The same formula as ``SparseDenseOperation``, which it uses where nothing is learned. Split by images, every worker
/// would read the whole kernel and write a whole gradient of it, and the gradients would have to be added and the kernel
/// exchanged; split by pixels, a worker reads, differentiates and updates only its own rows of the kernel, and what is
/// exchanged are sums for the outputs, which are much smaller.
final class SplitDenseOperation: LayerOperation, PixelReader {
    private let whole: SparseDenseOperation
    private let inputs: Int
    private let outputs: Int
    private let activation: Activation?
    private let kernelOffset: Int
    private let biasOffset: Int
    private let group: WorkerGroup
    private let worker: Int
    private let slice: Range<Int>
    // What all workers share, as plain pointers: counting references from several threads costs more than the work.
    private let shared: SplitDenseBuffers
    private let sharedInput: UnsafePointer<Float>
    private let sharedGradient: UnsafeMutablePointer<Float>
    private let partial: UnsafeMutablePointer<Float>
    private let partials: UnsafeMutablePointer<UnsafePointer<Float>?>
    private let workers: Int64
    private let gradient: SparseGradient
    /// This worker's pixels of all images.
    private let rows: SparseRows
    private var isTraining = false
    var pixelReader: (any PixelReader)? { self }
    var readsBytes = false {
        didSet { whole.readsBytes = readsBytes }
    }
    var readsAllImages: Bool { true }
    var pixels: Range<Int> { slice }

    init(
        whole: SparseDenseOperation, worker: Int, inputs: Int, outputs: Int, activation: Activation?, kernelOffset: Int,
        biasOffset: Int, shared: SplitDenseBuffers, group: WorkerGroup
    ) {
        self.whole = whole
        self.inputs = inputs
        self.outputs = outputs
        self.activation = activation
        self.kernelOffset = kernelOffset
        self.biasOffset = biasOffset
        self.shared = shared
        sharedInput = UnsafePointer(shared.pixels.pointer)
        sharedGradient = shared.outputGradient.pointer
        partial = shared.partials[worker].pointer
        partials = shared.partialPointers
        workers = Int64(shared.workers)
        self.group = group
        self.worker = worker
        slice = shared.slices[worker]
        rows = SparseRows(rows: shared.batch, columns: slice.count)
        gradient = SparseGradient(columns: slice.count, outputs: outputs)
    }

    func prepare(pass: borrowing Pass) { isTraining = pass.isTraining }

    func append(image: Int, _ bytes: UnsafePointer<UInt8>) {
        guard isTraining else { return whole.append(image: image, bytes) }
        if image == 0 { rows.removeAll() }
        rows.append(bytes + slice.lowerBound, row: image, columns: slice.count)
    }

    func take(_ picked: PickedImages, from listed: ListedImages) { rows.list(listed, part: worker, picked) }

    func forward(
        _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, first: Int, count: Int,
        pass: borrowing Pass
    ) {
        guard pass.isTraining else { return whole.forward(input, output, first: first, count: count, pass: pass) }
        if !readsBytes {
            group.barrier()
            rows.list(
                sharedInput + slice.lowerBound, stride: inputs, rows: pass.batchCount, columns: slice.count)
        }
        ck_sparse_forward(
            rows.starts, rows.indices, rows.values.pointer, Int64(pass.batchCount),
            pass.parameters + kernelOffset + slice.lowerBound * outputs, nil, Int64(outputs), partial)
        group.barrier()
        let start = pass.firstImage * outputs
        _ = ck_reduce(
            partials, workers, Int64(start), Int64(count * outputs), output - start)
        ck_bias_activation(
            output, pass.parameters + biasOffset, Int64(count), Int64(outputs), activation.kernelCode)
    }

    func backward(
        _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?, first: Int, count: Int, pass: borrowing Pass
    ) {
        precondition(inputGradient == nil, "nothing stands in front of this layer that could learn")
        ck_activation_gradient(output, outputGradient, Int64(count * outputs), activation.kernelCode)
        ck_column_sums(outputGradient, Int64(count), Int64(outputs), pass.gradients + biasOffset)
        (sharedGradient + pass.firstImage * outputs).update(from: outputGradient, count: count * outputs)
        group.barrier()
        gradient.find(
            rows, count: pass.batchCount, outputGradient: sharedGradient,
            into: pass.summedGradients + kernelOffset + slice.lowerBound * outputs)
    }
}
