import Foundation

/// A layer's operation with a stopwatch around it.
final class ProfiledOperation: LayerOperation {
    let operation: any LayerOperation
    private(set) var forwardSeconds = 0.0
    private(set) var backwardSeconds = 0.0

    init(_ operation: any LayerOperation) { self.operation = operation }

    /// Seconds since some fixed moment.
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    var pixelReader: (any PixelReader)? { operation.pixelReader }
    func join(_ next: any LayerOperation) { operation.join(next) }
    func setDropoutRate(_ rate: Float) { operation.setDropoutRate(rate) }

    func prepare(pass: borrowing Pass) {
        let start = Self.now
        operation.prepare(pass: pass)
        forwardSeconds += Self.now - start
    }

    func forward(
        _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, first: Int, count: Int,
        pass: borrowing Pass
    ) {
        let start = Self.now
        operation.forward(input, output, first: first, count: count, pass: pass)
        forwardSeconds += Self.now - start
    }

    func beginBackward(pass: borrowing Pass) {
        let start = Self.now
        operation.beginBackward(pass: pass)
        backwardSeconds += Self.now - start
    }

    func backward(
        _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?, first: Int, count: Int, pass: borrowing Pass
    ) {
        let start = Self.now
        operation.backward(
            input, output, outputGradient: outputGradient, inputGradient: inputGradient, first: first, count: count,
            pass: pass)
        backwardSeconds += Self.now - start
    }

    func endBackward(pass: borrowing Pass) {
        let start = Self.now
        operation.endBackward(pass: pass)
        backwardSeconds += Self.now - start
    }
}
