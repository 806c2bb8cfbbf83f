import CKernels

/// A two-dimensional convolution with bias, image by image: `[count, channels, h, w]` → `[count, filters, h', w']`.
///
/// `y[f, i, j] = activation(bias[f] + Σ kernel[f, c, u, v] · x[c, i · stride + u − top, j · stride + v − left])`. The
/// layout of the padded input is explained in `CKernels.h`; every image stays in the cache from start to end.
final class ConvolutionOperation: LayerOperation {
    private var shape: ck_convolution
    private let activation: Activation?
    private let kernelOffset: Int
    private let biasOffset: Int
    private let inputSize: Int
    private let outputSize: Int
    private let table: UnsafeMutablePointer<Int32>
    private let splits: AlignedBuffer
    private let wide: AlignedBuffer
    private let wides: AlignedBuffer
    private let packedForward: AlignedBuffer
    private let packedBackward: AlignedBuffer
    private let partial: AlignedBuffer
    private let scratch: AlignedBuffer

    init(
        shape: ck_convolution, activation: Activation?, kernelOffset: Int, biasOffset: Int, capacity: Int,
        chunk: Int, isTraining: Bool
    ) {
        self.shape = shape
        self.activation = activation
        self.kernelOffset = kernelOffset
        self.biasOffset = biasOffset
        inputSize = Int(shape.channels * shape.height * shape.width)
        outputSize = Int(shape.filters * shape.out_height * shape.out_width)
        let table = UnsafeMutablePointer<Int32>.allocate(capacity: Int(shape.tap_table_count))
        withUnsafePointer(to: shape) { ck_convolution_taps($0, table) }
        self.table = table
        splits = AlignedBuffer(count: Int(shape.split_count) * (isTraining ? capacity : 1))
        wide = AlignedBuffer(count: Int(shape.wide_count))
        packedForward = AlignedBuffer(count: Int(shape.packed_forward_count))
        let backward = isTraining ? 1 : 0
        wides = AlignedBuffer(count: Int(shape.wide_count) * chunk * backward)
        packedBackward = AlignedBuffer(count: Int(shape.packed_backward_count) * backward)
        partial = AlignedBuffer(count: Int(shape.partial_count) * backward)
        scratch = AlignedBuffer(count: Int(shape.split_count) * backward)
    }

    deinit { table.deallocate() }

    func prepare(pass: borrowing Pass) {
        ck_convolution_pack_forward(&shape, pass.parameters + kernelOffset, packedForward.pointer)
        if pass.isTraining {
            ck_convolution_pack_backward(&shape, pass.parameters + kernelOffset, packedBackward.pointer)
        }
    }

    func forward(
        _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, first: Int, count: Int,
        pass: borrowing Pass
    ) {
        for image in 0..<count {
            let split = splits.pointer + (pass.isTraining ? (first + image) * Int(shape.split_count) : 0)
            ck_convolution_split(&shape, input + image * inputSize, split)
            ck_convolution_forward(&shape, table, split, packedForward.pointer, wide.pointer)
            ck_convolution_finish(
                &shape, wide.pointer, pass.parameters + biasOffset, activation == .relu,
                output + image * outputSize)
        }
        if let activation, activation != .relu {
            ck_bias_activation(output, nil, Int64(count), Int64(outputSize), Optional(activation).kernelCode)
        }
    }

    func beginBackward(pass: borrowing Pass) {
        (pass.gradients + biasOffset).update(repeating: 0, count: Int(shape.filters))
        partial.pointer.update(repeating: 0, count: partial.count)
    }

    func backward(
        _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?, first: Int, count: Int, pass: borrowing Pass
    ) {
        if let activation, activation != .relu {
            ck_activation_gradient(
                output, outputGradient, Int64(count * outputSize), Optional(activation).kernelCode)
        }
        for image in 0..<count {
            let wide = wides.pointer + image * Int(shape.wide_count)
            ck_convolution_spread(
                &shape, outputGradient + image * outputSize, output + image * outputSize, activation == .relu, wide,
                pass.gradients + biasOffset)
            if let inputGradient {
                ck_convolution_input_gradient(
                    &shape, table, wide, packedBackward.pointer, scratch.pointer, inputGradient + image * inputSize)
            }
        }
        ck_convolution_weight_gradient(
            &shape, table, splits.pointer + first * Int(shape.split_count), wides.pointer, Int64(count),
            partial.pointer)
    }

    func endBackward(pass: borrowing Pass) {
        ck_convolution_collect(&shape, partial.pointer, pass.gradients + kernelOffset)
    }
}
