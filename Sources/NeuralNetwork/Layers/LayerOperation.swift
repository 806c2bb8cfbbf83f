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
    /// The gradients of the whole mini-batch, where the workers' are summed up.
    package var summedGradients: UnsafeMutablePointer<Float>
    /// Key of this step's dropout draws.
    package var dropoutKey: UInt64
    /// Position of this worker's first image in the mini-batch (and in what the workers share), and the mini-batch's size.
    package var firstImage: Int
    package var batchCount: Int
    package var worker: Int
}

/// One layer as one worker runs it: the buffers that forward leaves for backward belong to it.
///
/// Activations are `[count, size]`; image-shaped ones keep one channel's plane after the other. A worker may pass its share
/// of the mini-batch in several chunks, so that what moves between two layers stays in the cache: `first` is the chunk's
/// first image within the share.
package protocol LayerOperation: AnyObject {
    /// Called once the parameters have changed, before the next forward.
    func prepare(pass: borrowing Pass)

    /// `input` → `output` for `count` images.
    func forward(
        _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, first: Int, count: Int,
        pass: borrowing Pass)

    /// Called before the first chunk's backward.
    func beginBackward(pass: borrowing Pass)

    /// Adds to the parameters' gradients, or writes them where the share comes in one chunk, and finds, where
    /// `inputGradient` is given, the gradient of the input.
    ///
    /// - Parameter outputGradient: May be overwritten.
    func backward(
        _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?, first: Int, count: Int, pass: borrowing Pass)

    /// Called behind the last chunk's backward; then the gradients stand in `pass.gradients`.
    func endBackward(pass: borrowing Pass)
}

extension LayerOperation {
    package func prepare(pass: borrowing Pass) {}
    package func beginBackward(pass: borrowing Pass) {}
    package func endBackward(pass: borrowing Pass) {}
}
