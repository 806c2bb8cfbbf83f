import CKernels

/// The largest value of each window; its gradient goes to the position that value came from.
final class MaxPoolingOperation: LayerOperation {
    private let window: ck_window
    private let channels: Int
    private let inputSize: Int
    private let outputSize: Int
    private let positions: UnsafeMutablePointer<Int32>

    init(window: SlidingWindow, capacity: Int) {
        self.window = window.kernelWindow
        channels = window.input.channels
        inputSize = window.input.count
        outputSize = window.outHeight * window.outWidth * channels
        positions = .allocate(capacity: outputSize * capacity)
    }

    deinit { positions.deallocate() }

    func forward(
        _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, first: Int, count: Int,
        pass: borrowing Pass
    ) {
        for image in 0..<count {
            ck_max_pool(
                input + image * inputSize, window, Int64(channels), output + image * outputSize,
                positions + (first + image) * outputSize)
        }
    }

    func backward(
        _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?, first: Int, count: Int, pass: borrowing Pass
    ) {
        guard let inputGradient else { return }
        inputGradient.update(repeating: 0, count: count * inputSize)
        for image in 0..<count {
            let at = image * outputSize
            ck_max_pool_gradient(
                outputGradient + at, positions + first * outputSize + at, Int64(outputSize),
                inputGradient + image * inputSize)
        }
    }
}
