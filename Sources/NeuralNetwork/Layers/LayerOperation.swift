/// One layer as one worker runs it: the buffers that forward leaves for backward belong to it.
///
/// Activations are `[count, size]`; image-shaped ones keep one channel's plane after the other. A worker may pass its share
/// of the mini-batch in several chunks, so that what moves between two layers stays in the cache: `first` is the chunk's
/// first image within the share.
public protocol LayerOperation: AnyObject {
    /// Called once the parameters have changed, before the next forward.
    func prepare(pass: borrowing Pass)

    /// The operation as a reader of the data set's bytes, where it can be one.
    var pixelReader: (any PixelReader)? { get }

    /// Lets the operation behind take the output straight over, where the layer's plan says so.
    func join(_ next: any LayerOperation)

    /// Changes the rate of an operation that drops units; others have none.
    func setDropoutRate(_ rate: Float)

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
    public var pixelReader: (any PixelReader)? { nil }
    public func join(_ next: any LayerOperation) { preconditionFailure("\(type(of: self)) hands nothing over") }
    public func setDropoutRate(_ rate: Float) {}
    public func prepare(pass: borrowing Pass) {}
    public func beginBackward(pass: borrowing Pass) {}
    public func endBackward(pass: borrowing Pass) {}
}
