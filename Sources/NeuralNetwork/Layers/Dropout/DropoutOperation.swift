import CKernels

/// Inverted dropout: while training, `y = x / (1 − rate)` for units that stay and 0 for the others.
///
/// The draws are counted, not remembered: unit `i` of image `n` in step `t` falls alike whatever worker computes it, and
/// backward draws the same mask again.
final class DropoutOperation: LayerOperation {
    private var rate: Float
    private let size: Int
    private let layer: UInt64

    init(rate: Float, size: Int, layer: Int) {
        self.rate = rate
        self.size = size
        self.layer = UInt64(layer)
    }

    func setDropoutRate(_ rate: Float) { self.rate = rate }

    private func key(_ pass: borrowing Pass) -> UInt64 {
        var generator = SplitMix64(seed: pass.dropoutKey ^ (layer &* 0xD6E8_FEB8_6659_FD93))
        return generator.next()
    }

    func forward(
        _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, first: Int, count: Int,
        pass: borrowing Pass
    ) {
        if pass.isTraining && rate > 0 {
            ck_dropout(input, output, Int64(count * size), rate, key(pass), UInt64((pass.firstImage + first) * size))
        } else {
            output.update(from: input, count: count * size)
        }
    }

    func backward(
        _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?, first: Int, count: Int, pass: borrowing Pass
    ) {
        guard let inputGradient else { return }
        if rate > 0 {
            ck_dropout(
                outputGradient, inputGradient, Int64(count * size), rate, key(pass),
                UInt64((pass.firstImage + first) * size))
        } else {
            inputGradient.update(from: outputGradient, count: count * size)
        }
    }
}
