import CKernels

/// A large dense layer that all workers compute together, each on its own slice of the inputs.
///
/// The same formula as ``DenseOperation``. Split by images, every worker would read the whole kernel and write a whole
/// gradient of it, and the gradients would have to be added; split by inputs, a worker reads, differentiates and updates
/// only its own rows of the kernel, for the images of all workers. What is exchanged instead are the activations, which are
/// much smaller than the kernel.
final class SlicedDenseOperation: LayerOperation {
    private let inputs: Int
    private let outputs: Int
    private let activation: Activation?
    private let kernelOffset: Int
    private let biasOffset: Int
    private let shared: SlicedDenseBuffers
    private let group: WorkerGroup

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
    }

    func forward(
        _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, first: Int, count: Int,
        pass: borrowing Pass
    ) {
        if pass.isTraining {
            let slice = shared.slice(of: pass.worker)
            group.barrier()
            ck_dense_forward(
                shared.input.pointer + slice.lowerBound, Int64(inputs), Int64(pass.batchCount),
                pass.parameters + kernelOffset + slice.lowerBound * outputs, Int64(slice.count), Int64(outputs),
                shared.partials[pass.worker].pointer)
            group.barrier()
            let start = pass.firstImage * outputs
            _ = ck_reduce(
                shared.partialPointers, Int64(shared.partials.count), Int64(start), Int64(count * outputs),
                output - start)
        } else {
            ck_dense_forward(
                input, Int64(inputs), Int64(count), pass.parameters + kernelOffset, Int64(inputs), Int64(outputs),
                output)
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
        let slice = shared.slice(of: pass.worker)
        let kernel = kernelOffset + slice.lowerBound * outputs
        ck_dense_input_gradient(
            shared.outputGradient.pointer, Int64(pass.batchCount), pass.parameters + kernel, Int64(slice.count),
            Int64(outputs), shared.inputGradient.pointer + slice.lowerBound, Int64(inputs))
        ck_dense_weight_gradient(
            shared.input.pointer + slice.lowerBound, Int64(inputs), Int64(pass.batchCount),
            shared.outputGradient.pointer, Int64(slice.count), Int64(outputs), pass.summedGradients + kernel)
        group.barrier()
        inputGradient?.update(
            from: shared.inputGradient.pointer + pass.firstImage * inputs, count: count * inputs)
    }
}
