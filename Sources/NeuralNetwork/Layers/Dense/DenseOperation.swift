import CKernels
import COpenBLAS

/// `y = activation(x · kernel + bias)`: `[count, inputs]` → `[count, outputs]`.
///
/// Backward, with δ the gradient in front of the activation: `∂kernel = xᵀ · δ`, `∂bias = Σ δ`, `∂x = δ · kernelᵀ`.
final class DenseOperation: LayerOperation {
    private let inputs: Int
    private let outputs: Int
    private let activation: Activation?
    private let kernelOffset: Int
    private let biasOffset: Int

    init(inputs: Int, outputs: Int, activation: Activation?, kernelOffset: Int, biasOffset: Int) {
        self.inputs = inputs
        self.outputs = outputs
        self.activation = activation
        self.kernelOffset = kernelOffset
        self.biasOffset = biasOffset
    }

    func forward(
        _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, first: Int, count: Int,
        pass: borrowing Pass
    ) {
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(count), blasint(outputs), blasint(inputs), 1, input,
            blasint(inputs), pass.parameters + kernelOffset, blasint(outputs), 0, output, blasint(outputs))
        ck_bias_activation(
            output, pass.parameters + biasOffset, Int64(count), Int64(outputs), activation.kernelCode)
    }

    func backward(
        _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?, first: Int, count: Int, pass: borrowing Pass
    ) {
        ck_activation_gradient(output, outputGradient, Int64(count * outputs), activation.kernelCode)
        ck_column_sums(outputGradient, Int64(count), Int64(outputs), pass.gradients + biasOffset)
        cblas_sgemm(
            CblasRowMajor, CblasTrans, CblasNoTrans, blasint(inputs), blasint(outputs), blasint(count), 1, input,
            blasint(inputs), outputGradient, blasint(outputs), 0, pass.gradients + kernelOffset, blasint(outputs))
        if let inputGradient {
            cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasTrans, blasint(count), blasint(inputs), blasint(outputs), 1,
                outputGradient, blasint(outputs), pass.parameters + kernelOffset, blasint(outputs), 0, inputGradient,
                blasint(inputs))
        }
    }
}
