import Foundation

/// How the learning rate changes with the number of steps taken.
public enum LearningRateSchedule: Sendable, Equatable, Codable {
    case constant
    /// `η / (1 + decay · iteration)`, Keras's InverseTimeDecay with a decay step of 1.
    case inverseTime(decay: Double)
    /// `floor + (η − floor) · rate^(iteration / steps)`, never below `floor`.
    case exponential(rate: Double, steps: Double, floor: Double)
    /// Rises linearly from 0 over `warmupSteps`, then falls along half a cosine to `floor` at `totalSteps`.
    case cosine(warmupSteps: Int, totalSteps: Int, floor: Double)

    /// The learning rate of one step.
    ///
    /// - Parameters:
    ///   - initial: The learning rate η that was set.
    ///   - iteration: Steps already taken, 0 for the first.
    public func learningRate(initial: Double, iteration: Int) -> Double {
        let step = Double(iteration)
        switch self {
        case .constant:
            return initial
        case .inverseTime(let decay):
            return initial / (1 + decay * step)
        case .exponential(let rate, let steps, let floor):
            let low = min(floor, initial)
            return low + (initial - low) * pow(rate, step / steps)
        case .cosine(let warmupSteps, let totalSteps, let floor):
            if iteration < warmupSteps { return initial * (step + 1) / Double(warmupSteps) }
            let span = Double(max(1, totalSteps - warmupSteps))
            let progress = min(1, (step - Double(warmupSteps)) / span)
            let low = min(floor, initial)
            return low + (initial - low) * 0.5 * (1 + cos(Double.pi * progress))
        }
    }
}
