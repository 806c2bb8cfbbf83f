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
    /// One for each image of the share where backward will need them, else a single one.
    private let splits: AlignedBuffer
    private let keepsSplits: Bool
    private let wide: AlignedBuffer
    private let wides: AlignedBuffer
    private let packedForward: AlignedBuffer
    private let packedBackward: AlignedBuffer
    private let partial: AlignedBuffer
    private let scratch: AlignedBuffer
    /// The convolution right behind this one, where the two hand over their images in the layout that it reads.
    private var following: ConvolutionOperation?
    /// Whether the convolution in front does so.
    private var isFollowing = false

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
        keepsSplits = isTraining
        splits = AlignedBuffer(count: Int(shape.split_count) * (isTraining ? capacity : 1))
        wide = AlignedBuffer(count: Int(shape.wide_count))
        packedForward = AlignedBuffer(count: Int(shape.packed_forward_count))
        let backward = isTraining ? 1 : 0
        wides = AlignedBuffer(count: Int(shape.wide_count) * chunk * backward)
        packedBackward = AlignedBuffer(count: Int(shape.packed_backward_count) * backward)
        partial = AlignedBuffer(count: Int(shape.partial_count) * backward)
        scratch = AlignedBuffer(count: Int(shape.split_count) * chunk * backward)
    }

    deinit { table.deallocate() }

    /// Hands results straight to the convolution behind: neither keeps a plain copy of what lies between them.
    func join(_ next: ConvolutionOperation) {
        precondition(activation == nil || activation == .relu, "other activations need their plain output again")
        following = next
        next.isFollowing = true
    }

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
            let split = split(of: first + image)
            if !isFollowing { ck_convolution_split(&shape, input + image * inputSize, split) }
            ck_convolution_forward(&shape, table, split, packedForward.pointer, wide.pointer)
            let bias = pass.parameters + biasOffset
            if let following {
                ck_convolution_finish_split(
                    &shape, wide.pointer, bias, activation == .relu, &following.shape,
                    following.split(of: first + image))
            } else {
                ck_convolution_finish(
                    &shape, wide.pointer, bias, activation == .relu, output + image * outputSize)
            }
        }
        if let activation, activation != .relu {
            ck_bias_activation(output, nil, Int64(count), Int64(outputSize), Optional(activation).kernelCode)
        }
    }

    private func split(of image: Int) -> UnsafeMutablePointer<Float> {
        splits.pointer + (keepsSplits ? image * Int(shape.split_count) : 0)
    }

    /// The split gradient of one of the chunk's images.
    private func scratch(of image: Int) -> UnsafeMutablePointer<Float> {
        scratch.pointer + image * Int(shape.split_count)
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
            let biasGradient = pass.gradients + biasOffset
            if let following {
                ck_convolution_spread_split(
                    &shape, &following.shape, following.scratch(of: image), following.split(of: first + image),
                    activation == .relu, wide, biasGradient)
            } else {
                ck_convolution_spread(
                    &shape, outputGradient + image * outputSize, output + image * outputSize, activation == .relu,
                    wide, biasGradient)
            }
            if isFollowing {
                ck_convolution_split_gradient(&shape, table, wide, packedBackward.pointer, scratch(of: image))
            } else if let inputGradient {
                ck_convolution_input_gradient(
                    &shape, table, wide, packedBackward.pointer, scratch(of: 0), inputGradient + image * inputSize)
            }
        }
        ck_convolution_weight_gradient(
            &shape, table, split(of: first), wides.pointer, Int64(count),
            partial.pointer)
    }

    func endBackward(pass: borrowing Pass) {
        ck_convolution_collect(&shape, partial.pointer, pass.gradients + kernelOffset)
    }
}
