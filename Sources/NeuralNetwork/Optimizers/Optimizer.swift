import CKernels
import Foundation

/// An optimizer's moments, and the step it takes over any slice of the parameters.
final class Optimizer {
    let specification: OptimizerSpecification
    let moments: [AlignedBuffer]

    init(_ specification: OptimizerSpecification, count: Int) {
        self.specification = specification
        moments = (0..<specification.momentCount).map { _ in AlignedBuffer(count: count) }
    }

    /// Moves `count` parameters from `first` on; slices of different workers must not overlap.
    ///
    /// - Parameter iteration: Steps taken before this one.
    func step(
        _ weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>, first: Int, count: Int,
        learningRate: Double, iteration: Int
    ) {
        let w = weights + first
        let g = gradients + first
        let length = Int64(count)
        let rate = Float(learningRate)
        switch specification {
        case .sgd(let momentum, let nesterov):
            if momentum == 0 {
                ck_sgd(w, g, length, rate)
            } else {
                ck_momentum(w, moments[0].pointer + first, g, length, rate, momentum, nesterov)
            }
        case .rmsprop(let rho, let epsilon):
            ck_rmsprop(w, moments[0].pointer + first, g, length, rate, rho, epsilon)
        case .adam(let beta1, let beta2, let epsilon):
            adam(w, g, first, length, learningRate, iteration, beta1, beta2, epsilon, decay: 0)
        case .adamW(let beta1, let beta2, let epsilon, let weightDecay):
            adam(w, g, first, length, learningRate, iteration, beta1, beta2, epsilon, decay: rate * weightDecay)
        }
    }

    private func adam(
        _ w: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>, _ first: Int, _ length: Int64,
        _ learningRate: Double, _ iteration: Int, _ beta1: Float, _ beta2: Float, _ epsilon: Float, decay: Float
    ) {
        let t = Double(iteration + 1)
        let correction = (1 - pow(Double(beta2), t)).squareRoot() / (1 - pow(Double(beta1), t))
        ck_adam(
            w, moments[0].pointer + first, moments[1].pointer + first, g, length, Float(learningRate * correction),
            beta1, beta2, epsilon, decay)
    }
}
