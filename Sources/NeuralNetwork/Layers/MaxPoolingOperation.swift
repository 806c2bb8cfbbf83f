import CKernels

/// The largest value of each window; its gradient goes to the position that value came from.
final class MaxPoolingOperation: LayerOperation {
    private let input: ImageShape
    private let output: ImageShape
    private let size: Int
    private let stride: Int
    private let padTop: Int
    private let padLeft: Int
    private let positions: UnsafeMutablePointer<Int32>

    init(input: ImageShape, output: ImageShape, size: Int, stride: Int, padding: Padding, capacity: Int) {
        self.input = input
        self.output = output
        self.size = size
        self.stride = stride
        padTop = padding == .same ? max(0, (output.height - 1) * stride + size - input.height) / 2 : 0
        padLeft = padding == .same ? max(0, (output.width - 1) * stride + size - input.width) / 2 : 0
        positions = .allocate(capacity: output.count * capacity)
    }

    deinit { positions.deallocate() }

    func forward(
        _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, first: Int, count: Int,
        pass: borrowing Pass
    ) {
        for image in 0..<count {
            ck_max_pool(
                input + image * self.input.count, Int64(self.input.channels), Int64(self.input.height),
                Int64(self.input.width), Int64(size), Int64(stride), Int64(padTop), Int64(padLeft),
                Int64(self.output.height), Int64(self.output.width), output + image * self.output.count,
                positions + (first + image) * self.output.count)
        }
    }

    func backward(
        _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?, first: Int, count: Int, pass: borrowing Pass
    ) {
        guard let inputGradient else { return }
        inputGradient.update(repeating: 0, count: count * self.input.count)
        for image in 0..<count {
            let at = image * self.output.count
            ck_max_pool_gradient(
                outputGradient + at, positions + first * self.output.count + at, Int64(self.output.count),
                inputGradient + image * self.input.count)
        }
    }
}
