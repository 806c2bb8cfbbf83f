import CKernels

/// `y = Σ x / n` over the window's `n` pixels that lie inside the image; each of them gets the gradient `∂y / n`.
final class AveragePoolingOperation: LayerOperation {
    private let window: ck_window
    private let channels: Int
    private let inputSize: Int
    private let outputSize: Int

    init(window: SlidingWindow) {
        self.window = window.kernelWindow
        channels = window.input.channels
        inputSize = window.input.count
        outputSize = window.outHeight * window.outWidth * channels
    }

    func forward(
        _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, first: Int, count: Int,
        pass: borrowing Pass
    ) {
        ck_average_pool(input, window, Int64(count * channels), output)
    }

    func backward(
        _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?, first: Int, count: Int, pass: borrowing Pass
    ) {
        guard let inputGradient else { return }
        inputGradient.update(repeating: 0, count: count * inputSize)
        ck_average_pool_gradient(outputGradient, window, Int64(count * channels), inputGradient)
    }
}
