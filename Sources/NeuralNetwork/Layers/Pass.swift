/// What a layer needs to know about the mini-batch at hand.
public struct Pass {
    /// Whether dropout and batch statistics are on, and what backward needs is kept.
    var isTraining: Bool
    /// All trainable parameters, read by every worker.
    var parameters: UnsafePointer<Float>
    /// Running averages; written by worker 0 only.
    var running: UnsafeMutablePointer<Float>
    /// This worker's gradients, laid out like the parameters.
    var gradients: UnsafeMutablePointer<Float>
    /// The gradients of the whole mini-batch, where the workers' are summed up.
    var summedGradients: UnsafeMutablePointer<Float>
    /// Key of this step's dropout draws.
    var dropoutKey: UInt64
    /// Position of this worker's first image in the mini-batch (and in what the workers share), and the mini-batch's size.
    var firstImage: Int
    var batchCount: Int
    var worker: Int
}
