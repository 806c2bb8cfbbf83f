/// Nothing moves: the engine flattens channel by channel, so input and output are the same array.
final class FlattenOperation: LayerOperation {
    func forward(
        _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, first: Int, count: Int,
        pass: borrowing Pass
    ) {}

    func backward(
        _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?, first: Int, count: Int, pass: borrowing Pass
    ) {}
}
