import CKernels

/// `y = gamma · (x − mean) / √(variance + ε) + beta`, statistics over the whole mini-batch, all workers together.
///
/// Image-shaped inputs are normalised channel by channel. While training, the running averages move by `1 − momentum`
/// towards the mini-batch's mean and variance; at inference they stand in for them (Keras's BatchNormalization).
final class BatchNormalizationOperation: LayerOperation {
    private let channels: Int
    private let pixels: Int
    private let momentum: Float
    private let epsilon: Float
    private let gammaOffset: Int
    private let betaOffset: Int
    private let runningOffset: Int
    private let shared: SharedSums
    private let group: WorkerGroup
    // One value a channel each, of the last forward.
    private let mean: AlignedBuffer
    private let inverseDeviation: AlignedBuffer
    private let a: AlignedBuffer
    private let b: AlignedBuffer
    private let d: AlignedBuffer

    init(
        shape: ImageShape, momentum: Float, epsilon: Float, gammaOffset: Int, betaOffset: Int, runningOffset: Int,
        shared: SharedSums, group: WorkerGroup
    ) {
        channels = shape.channels
        pixels = shape.height * shape.width
        self.momentum = momentum
        self.epsilon = epsilon
        self.gammaOffset = gammaOffset
        self.betaOffset = betaOffset
        self.runningOffset = runningOffset
        self.shared = shared
        self.group = group
        mean = AlignedBuffer(count: channels)
        inverseDeviation = AlignedBuffer(count: channels)
        a = AlignedBuffer(count: channels)
        b = AlignedBuffer(count: channels)
        d = AlignedBuffer(count: channels)
    }

    func forward(
        _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, first: Int, count: Int,
        pass: borrowing Pass
    ) {
        let runningMean = pass.running + runningOffset
        let runningVariance = runningMean + channels
        if pass.isTraining {
            // Squares are taken around the running mean, which is near: no digits are lost to cancellation.
            shared.collect(worker: pass.worker, group: group) { sums, squares in
                ck_channel_sums(
                    input, runningMean, Int64(count), Int64(channels), Int64(pixels), sums, squares)
            }
            let total = Double(pass.batchCount * pixels)
            for channel in 0..<channels {
                let mean = shared.firstTotal(channel) / total
                let shift = mean - Double(runningMean[channel])
                let variance = max(0, shared.secondTotal(channel) / total - shift * shift)
                self.mean.pointer[channel] = Float(mean)
                inverseDeviation.pointer[channel] = Float(1 / (variance + Double(epsilon)).squareRoot())
            }
            group.barrier()
            if pass.worker == 0 {
                for channel in 0..<channels {
                    let inverse = inverseDeviation.pointer[channel]
                    let variance = 1 / (inverse * inverse) - epsilon
                    runningMean[channel] += (mean.pointer[channel] - runningMean[channel]) * (1 - momentum)
                    runningVariance[channel] += (variance - runningVariance[channel]) * (1 - momentum)
                }
            }
        } else {
            for channel in 0..<channels {
                mean.pointer[channel] = runningMean[channel]
                inverseDeviation.pointer[channel] = 1 / (runningVariance[channel] + epsilon).squareRoot()
            }
        }
        for channel in 0..<channels {
            a.pointer[channel] = inverseDeviation.pointer[channel] * pass.parameters[gammaOffset + channel]
        }
        ck_channel_normalize(
            input, mean.pointer, a.pointer, pass.parameters + betaOffset, Int64(count), Int64(channels),
            Int64(pixels), output)
    }

    func backward(
        _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?, first: Int, count: Int, pass: borrowing Pass
    ) {
        shared.collect(worker: pass.worker, group: group) { sums, products in
            ck_channel_gradient_sums(
                outputGradient, input, mean.pointer, Int64(count), Int64(channels), Int64(pixels), sums, products)
        }
        let total = Double(pass.batchCount * pixels)
        for channel in 0..<channels {
            let inverse = Double(inverseDeviation.pointer[channel])
            let gamma = Double(pass.parameters[gammaOffset + channel])
            let sum = shared.firstTotal(channel), product = shared.secondTotal(channel)
            // Every worker knows the sums of all, so each hands in only its own share.
            pass.gradients[betaOffset + channel] = Float(shared.first(channel, worker: pass.worker))
            pass.gradients[gammaOffset + channel] = Float(shared.second(channel, worker: pass.worker) * inverse)
            a.pointer[channel] = Float(gamma * inverse)
            b.pointer[channel] = Float(-gamma * inverse * inverse * inverse * product / total)
            d.pointer[channel] = Float(-gamma * inverse * sum / total)
        }
        group.barrier()
        guard let inputGradient else { return }
        ck_channel_gradient(
            outputGradient, input, mean.pointer, a.pointer, b.pointer, d.pointer, Int64(count), Int64(channels),
            Int64(pixels), inputGradient)
    }
}
