import CKernels

/// A dense layer on the pixels themselves: four of five are zero in MNIST, and multiplying them is skipped.
///
/// The same formula as ``DenseOperation``; the input's gradient is never asked for.
final class SparseDenseOperation: LayerOperation, PixelReader {
    private let inputs: Int
    private let outputs: Int
    private let activation: Activation?
    private let kernelOffset: Int
    private let biasOffset: Int
    private let rows: SparseRows
    private let gradient: SparseGradient
    var pixelReader: (any PixelReader)? { self }
    var readsBytes = false
    var readsAllImages: Bool { false }
    var pixels: Range<Int> { 0..<inputs }

    init(
        inputs: Int, outputs: Int, activation: Activation?, kernelOffset: Int, biasOffset: Int, capacity: Int
    ) {
        self.inputs = inputs
        self.outputs = outputs
        self.activation = activation
        self.kernelOffset = kernelOffset
        self.biasOffset = biasOffset
        rows = SparseRows(rows: capacity, columns: inputs)
        gradient = SparseGradient(columns: inputs, outputs: outputs)
    }

    func append(image: Int, _ bytes: UnsafePointer<UInt8>) {
        if image == 0 { rows.removeAll() }
        rows.append(bytes, row: image, columns: inputs)
    }

    func take(_ picked: PickedImages, from listed: ListedImages) { rows.list(listed, part: 0, picked) }

    func forward(
        _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, first: Int, count: Int,
        pass: borrowing Pass
    ) {
        if !readsBytes { rows.list(input, stride: inputs, rows: count, columns: inputs) }
        ck_sparse_forward(
            rows.starts, rows.indices, rows.values.pointer, Int64(count), pass.parameters + kernelOffset,
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
        gradient.find(rows, count: count, outputGradient: outputGradient, into: pass.gradients + kernelOffset)
    }
}
