/// What a layer needs to know about the mini-batch at hand.
package struct Pass {
    /// Whether dropout and batch statistics are on, and what backward needs is kept.
    package var isTraining: Bool
    /// All trainable parameters, read by every worker.
    package var parameters: UnsafePointer<Float>
    /// Running averages; written by worker 0 only.
    package var running: UnsafeMutablePointer<Float>
    /// This worker's gradients, laid out like the parameters.
    package var gradients: UnsafeMutablePointer<Float>
    /// Key of this step's dropout draws.
    package var dropoutKey: UInt64
    /// Position of this worker's first image in the mini-batch, and the mini-batch's size.
    package var firstImage: Int
    package var batchCount: Int
    package var worker: Int
}

/// One layer as one worker runs it: the buffers that forward leaves for backward belong to it.
///
/// Activations are `[count, size]`; image-shaped ones keep one channel's plane after the other.
package protocol LayerOperation: AnyObject {
    /// `input` → `output` for `count` images.
    func forward(
        _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, count: Int, pass: borrowing Pass)

    /// Gradients of the parameters (replacing what is in `pass.gradients`) and, where `inputGradient` is given, of the input.
    ///
    /// - Parameter outputGradient: May be overwritten.
    func backward(
        _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?, count: Int, pass: borrowing Pass)

    /// Called on every worker once the parameters have changed, before the next forward.
    func prepare(pass: borrowing Pass)
}

extension LayerOperation {
    package func prepare(pass: borrowing Pass) {}
}
