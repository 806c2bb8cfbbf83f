import CKernels

/// A large dense layer that all workers compute together, each its own slice of the outputs.
///
/// The same formula as ``DenseOperation``. Split by images, every worker would read the whole kernel and write a whole
/// gradient of it, and the gradients would have to be added; split by outputs, a worker reads, differentiates and updates
/// only its own part of the kernel, for the images of all workers. What is exchanged instead are the activations, which
/// are much smaller than the kernel.
///
/// The kernel is kept as `[outputs, inputs]`: behind a ReLU and dropout two of three output gradients are zero, and then
/// whole rows of it, and of its gradient, are passed over.
final class SlicedDenseOperation: LayerOperation {
    private let inputs: Int
    private let outputs: Int
    private let activation: Activation?
    private let kernelOffset: Int
    private let biasOffset: Int
    private let shared: SlicedDenseBuffers
    private let group: WorkerGroup
    // Output gradients that are not zero, listed by image and by output.
    private let rows: SparseRows

    init(
        inputs: Int, outputs: Int, activation: Activation?, kernelOffset: Int, biasOffset: Int,
        shared: SlicedDenseBuffers, group: WorkerGroup
    ) {
        self.inputs = inputs
        self.outputs = outputs
        self.activation = activation
        self.kernelOffset = kernelOffset
        self.biasOffset = biasOffset
        self.shared = shared
        self.group = group
        rows = SparseRows(rows: shared.batch, columns: outputs)
    }

    func forward(
        _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, first: Int, count: Int,
        pass: borrowing Pass
    ) {
        if pass.isTraining {
            let slice = shared.slices[pass.worker]
            group.barrier()
            // `x · kernelᵀ` is the same product as an input's gradient.
            ck_dense_input_gradient(
                shared.inputs.pointer, Int64(pass.batchCount),
                pass.parameters + kernelOffset + slice.lowerBound * inputs, Int64(slice.count), Int64(inputs),
                shared.output.pointer + slice.lowerBound, Int64(outputs))
            group.barrier()
            output.update(from: shared.output.pointer + pass.firstImage * outputs, count: count * outputs)
        } else {
            ck_dense_input_gradient(
                input, Int64(count), pass.parameters + kernelOffset, Int64(outputs), Int64(inputs), output,
                Int64(outputs))
        }
        ck_bias_activation(
            output, pass.parameters + biasOffset, Int64(count), Int64(outputs), activation.kernelCode)
    }

    func backward(
        _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?, first: Int, count: Int, pass: borrowing Pass
    ) {
        ck_activation_gradient(output, outputGradient, Int64(count * outputs), activation.kernelCode)
        ck_column_sums(outputGradient, Int64(count), Int64(outputs), pass.gradients + biasOffset)
        (shared.outputGradient.pointer + pass.firstImage * outputs).update(
            from: outputGradient, count: count * outputs)
        group.barrier()
        differentiate(slice: shared.slices[pass.worker], pass: pass)
        group.barrier()
        if let inputGradient {
            let start = pass.firstImage * inputs
            _ = ck_reduce(
                shared.partialPointers, Int64(shared.partials.count), Int64(start), Int64(count * inputs),
                inputGradient - start)
        }
    }

    /// This worker's rows of the kernel's gradient, and its share of every image's input gradient.
    private func differentiate(slice: Range<Int>, pass: borrowing Pass) {
        let batch = pass.batchCount
        let gradient = shared.outputGradient.pointer + slice.lowerBound
        let kernel = kernelOffset + slice.lowerBound * inputs
        let partial = shared.partials[pass.worker].pointer
        rows.list(gradient, stride: outputs, rows: batch, columns: slice.count)
        if rows.count * 2 < batch * slice.count {
            ck_sparse_forward(
                rows.starts, rows.indices, rows.values.pointer, Int64(batch), pass.parameters + kernel, nil,
                Int64(inputs), partial)
            rows.transpose(rows: batch, columns: slice.count)
            ck_sparse_weight_gradient(
                rows.columnStarts, rows.rowIndices, rows.columnValues.pointer, Int64(slice.count),
                shared.inputs.pointer, Int64(inputs), pass.summedGradients + kernel)
        } else {
            ck_dense_forward(
                gradient, Int64(outputs), Int64(batch), pass.parameters + kernel, Int64(slice.count), Int64(inputs),
                partial)
            ck_dense_weight_gradient(
                gradient, Int64(outputs), Int64(batch), shared.inputs.pointer, Int64(slice.count), Int64(inputs),
                pass.summedGradients + kernel)
        }
    }
}
