import CKernels

/// A dense layer on the pixels themselves: four of five are zero in MNIST, and multiplying them is skipped.
///
/// The same formula as ``DenseOperation``; the input's gradient is never asked for.
final class SparseDenseOperation: LayerOperation {
    /// Rows and columns are listed as 16-bit numbers.
    static let largestIndex = 65_535

    private let inputs: Int
    private let outputs: Int
    private let activation: Activation?
    private let kernelOffset: Int
    private let biasOffset: Int
    // The rows' and, for the gradient, the columns' lists of values that are not zero.
    private let starts: UnsafeMutablePointer<Int32>
    private let indices: UnsafeMutablePointer<UInt16>
    private let values: AlignedBuffer
    private let columnStarts: UnsafeMutablePointer<Int32>
    private let rowIndices: UnsafeMutablePointer<UInt16>
    private let columnValues: AlignedBuffer

    init(
        inputs: Int, outputs: Int, activation: Activation?, kernelOffset: Int, biasOffset: Int, capacity: Int
    ) {
        precondition(max(inputs, capacity) <= Self.largestIndex, "indices are 16 bits wide")
        self.inputs = inputs
        self.outputs = outputs
        self.activation = activation
        self.kernelOffset = kernelOffset
        self.biasOffset = biasOffset
        let entries = inputs * capacity
        starts = .allocate(capacity: capacity + 1)
        indices = .allocate(capacity: entries + 16)
        values = AlignedBuffer(count: entries)
        columnStarts = .allocate(capacity: inputs + 1)
        rowIndices = .allocate(capacity: entries + 16)
        columnValues = AlignedBuffer(count: entries)
    }

    deinit {
        starts.deallocate()
        indices.deallocate()
        columnStarts.deallocate()
        rowIndices.deallocate()
    }

    func forward(
        _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, first: Int, count: Int,
        pass: borrowing Pass
    ) {
        ck_sparse_build(input, Int64(count), Int64(inputs), starts, indices, values.pointer)
        ck_sparse_forward(
            starts, indices, values.pointer, Int64(count), pass.parameters + kernelOffset,
            pass.parameters + biasOffset, Int64(outputs), output)
        ck_bias_activation(output, nil, Int64(count), Int64(outputs), activation.kernelCode)
    }

    func backward(
        _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?, first: Int, count: Int, pass: borrowing Pass
    ) {
        precondition(inputGradient == nil, "nothing stands in front of this layer that could learn")
        ck_activation_gradient(output, outputGradient, Int64(count * outputs), activation.kernelCode)
        ck_column_sums(outputGradient, Int64(count), Int64(outputs), pass.gradients + biasOffset)
        ck_sparse_transpose(
            starts, indices, values.pointer, Int64(count), Int64(inputs), columnStarts, rowIndices,
            columnValues.pointer)
        ck_sparse_weight_gradient(
            columnStarts, rowIndices, columnValues.pointer, Int64(inputs), outputGradient, Int64(outputs),
            pass.gradients + kernelOffset)
    }
}
