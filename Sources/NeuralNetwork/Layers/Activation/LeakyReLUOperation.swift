import CKernels

/// `y = x` above zero and `slope · x` below; the gradient goes through with the same factor.
final class LeakyReLUOperation: LayerOperation {
    private let slope: Float
    private let size: Int

    init(slope: Float, size: Int) {
        self.slope = slope
        self.size = size
    }

    func forward(
        _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, first: Int, count: Int,
        pass: borrowing Pass
    ) {
        ck_leaky_relu(input, Int64(count * size), slope, output)
    }

    func backward(
        _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?, first: Int, count: Int, pass: borrowing Pass
    ) {
        guard let inputGradient else { return }
        ck_leaky_relu_gradient(input, outputGradient, Int64(count * size), slope, inputGradient)
    }
}
