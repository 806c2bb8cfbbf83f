import CKernels

/// A two-dimensional convolution with bias: `[count, channels, h, w]` → `[count, filters, h', w']`.
///
/// `y[f, i, j] = activation(bias[f] + Σ kernel[f, c, u, v] · x[c, i · stride + u − top, j · stride + v − left])`. Images
/// are worked on in interleaved groups, whose layout is explained in `CKernels.h`; a group's activations and gradients stay
/// in the second-level cache.
final class ConvolutionOperation: LayerOperation {
    private var shape: ck_convolution
    private let activation: Activation?
    private let kernelOffset: Int
    private let biasOffset: Int
    private let inputSize: Int
    private let outputSize: Int
    /// Images in a group.
    private let lanes: Int
    private let table: UnsafeMutablePointer<Int32>
    /// One input for each group of the share where backward will need them, else a single one.
    private let inputs: AlignedBuffer
    private let extents: UnsafeMutablePointer<ck_extent>
    private let groups: Int
    private let output: AlignedBuffer
    private let scratch: AlignedBuffer
    private let packedForward: AlignedBuffer
    private let packedBackward: AlignedBuffer
    /// The output's gradient and the input's, of the group at hand.
    private let outputGradient: AlignedBuffer
    private let inputGradient: AlignedBuffer
    private let partial: AlignedBuffer
    private let biasPartial: AlignedBuffer
    /// Whether the partial sums hold a group of this step already.
    private var hasSums = false
    /// The convolution right behind this one, where the two hand over their groups in the layout that it reads.
    private var following: ConvolutionOperation?
    /// The convolution in front, where it does so.
    private unowned(unsafe) var previous: ConvolutionOperation?

    init(
        shape: ck_convolution, activation: Activation?, kernelOffset: Int, biasOffset: Int, capacity: Int,
        isTraining: Bool
    ) {
        self.shape = shape
        self.activation = activation
        self.kernelOffset = kernelOffset
        self.biasOffset = biasOffset
        inputSize = Int(shape.channels * shape.height * shape.width)
        outputSize = Int(shape.filters * shape.out_height * shape.out_width)
        lanes = Int(shape.lanes)
        table = .allocate(capacity: Int(shape.tap_table_count))
        withUnsafePointer(to: shape) { [table] in ck_convolution_taps($0, table) }
        groups = isTraining ? (capacity + lanes - 1) / lanes : 1
        inputs = AlignedBuffer(count: Int(shape.input_count) * groups)
        extents = .allocate(capacity: groups)
        extents.initialize(repeating: ck_convolution_whole(&self.shape), count: groups)
        output = AlignedBuffer(count: outputSize * lanes)
        let packedCount = Int(shape.packed_count + shape.packed_winograd_count)
        packedForward = AlignedBuffer(count: packedCount)
        scratch = AlignedBuffer(count: Int(shape.scratch_count))
        let backward = isTraining ? 1 : 0
        packedBackward = AlignedBuffer(count: packedCount * backward)
        outputGradient = AlignedBuffer(count: Int(shape.gradient_count) * backward)
        inputGradient = AlignedBuffer(count: inputSize * lanes * backward)
        partial = AlignedBuffer(count: Int(shape.partial_count) * backward)
        biasPartial = AlignedBuffer(count: Int(shape.bias_partial_count) * backward)
    }

    deinit {
        table.deallocate()
        extents.deallocate()
    }

    /// The kernels' layout of a convolution between these shapes.
    ///
    /// - Parameter share: The most images that one worker is given.
    static func shape(_ window: SlidingWindow, _ surroundings: LayerSurroundings, share: Int) -> ck_convolution {
        ck_convolution_make(
            Int32(surroundings.input.channels), Int32(window.input.height), Int32(window.input.width),
            Int32(surroundings.output.channels), Int32(window.height), Int32(window.stride), Int32(window.outHeight),
            Int32(window.outWidth), Int32(window.padTop), Int32(window.padLeft), Int32(clamping: share))
    }

    /// Hands results straight to the convolution behind: neither keeps a plain copy of what lies between them.
    func join(_ next: any LayerOperation) {
        guard let next = next as? ConvolutionOperation,
            activation == .relu || activation.kernelCode == CK_ACTIVATION_NONE
        else { preconditionFailure("other activations need their plain output again") }
        following = next
        next.previous = self
    }

    func prepare(pass: borrowing Pass) {
        ck_convolution_pack(
            &shape, pass.parameters + kernelOffset, packedForward.pointer,
            pass.isTraining ? packedBackward.pointer : nil)
    }

    func forward(
        _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, first: Int, count: Int,
        pass: borrowing Pass
    ) {
        let bias = pass.parameters + biasOffset
        let isRectified = activation == .relu
        for start in stride(from: 0, to: count, by: lanes) {
            let some = Int32(min(lanes, count - start))
            let group = group(of: first + start)
            let interleaved = self.input(of: group)
            if previous == nil {
                ck_convolution_load(&shape, input + start * inputSize, some, interleaved)
                extents[group] = ck_convolution_extent(&shape, interleaved)
            }
            if let following {
                ck_convolution_forward_into(
                    &shape, table, interleaved, extents[group], packedForward.pointer, bias, isRectified,
                    &following.shape, following.input(of: group), scratch.pointer)
            } else {
                ck_convolution_forward(
                    &shape, table, interleaved, extents[group], packedForward.pointer, bias, isRectified,
                    self.output.pointer, scratch.pointer)
                ck_convolution_store(&shape, self.output.pointer, some, output + start * outputSize)
            }
        }
        if let activation, !isRectified {
            ck_bias_activation(output, nil, Int64(count), Int64(outputSize), Optional(activation).kernelCode)
        }
    }

    private func group(of image: Int) -> Int { groups > 1 ? image / lanes : 0 }

    private func input(of group: Int) -> UnsafeMutablePointer<Float> {
        inputs.pointer + group * Int(shape.input_count)
    }

    func beginBackward(pass: borrowing Pass) { hasSums = false }

    func backward(
        _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?, first: Int, count: Int, pass: borrowing Pass
    ) {
        let isRectified = activation == .relu
        if let activation, !isRectified {
            ck_activation_gradient(
                output, outputGradient, Int64(count * outputSize), Optional(activation).kernelCode)
        }
        for start in stride(from: 0, to: count, by: lanes) {
            let some = Int32(min(lanes, count - start))
            let group = group(of: first + start)
            let gradient = self.outputGradient.pointer
            if following == nil {
                ck_convolution_load_gradient(
                    &shape, outputGradient + start * outputSize, isRectified ? output + start * outputSize : nil, some,
                    gradient)
            }
            ck_convolution_weight_gradient(
                &shape, table, self.input(of: group), extents[group], gradient, hasSums, partial.pointer,
                biasPartial.pointer)
            hasSums = true
            if let previous {
                ck_convolution_input_gradient_into(
                    &shape, table, gradient, packedBackward.pointer, self.input(of: group),
                    previous.activation == .relu, &previous.shape, previous.outputGradient.pointer, scratch.pointer)
            } else if let inputGradient {
                ck_convolution_input_gradient(
                    &shape, table, gradient, packedBackward.pointer, self.inputGradient.pointer, scratch.pointer)
                ck_convolution_store_input_gradient(
                    &shape, self.inputGradient.pointer, some, inputGradient + start * inputSize)
            }
        }
    }

    func endBackward(pass: borrowing Pass) {
        let kernel = pass.gradients + kernelOffset
        let bias = pass.gradients + biasOffset
        if hasSums {
            ck_convolution_collect(&shape, partial.pointer, biasPartial.pointer, kernel, bias)
        } else {
            // A worker without an image.
            kernel.update(repeating: 0, count: Int(shape.packed_count))
            bias.update(repeating: 0, count: Int(shape.filters))
        }
    }
}
