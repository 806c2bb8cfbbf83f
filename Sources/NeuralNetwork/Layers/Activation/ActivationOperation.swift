import CKernels

/// An activation as a layer of its own.
final class ActivationOperation: LayerOperation {
    private let activation: Activation
    private let size: Int

    init(activation: Activation, size: Int) {
        self.activation = activation
        self.size = size
    }

    func forward(
        _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, first: Int, count: Int,
        pass: borrowing Pass
    ) {
        output.update(from: input, count: count * size)
        ck_bias_activation(output, nil, Int64(count), Int64(size), Optional(activation).kernelCode)
    }

    func backward(
        _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?, first: Int, count: Int, pass: borrowing Pass
    ) {
        guard let inputGradient else { return }
        inputGradient.update(from: outputGradient, count: count * size)
        ck_activation_gradient(output, inputGradient, Int64(count * size), Optional(activation).kernelCode)
    }
}
