import Telemetry

/// Whether a run goes on: pause, step and stop as a state machine that knows nothing of networks.
package struct RunControl: Sendable, Equatable {
    /// How far the run goes by itself.
    package enum Pace: Sendable, Equatable {
        /// To its end.
        case free
        /// Nowhere, until it is told.
        case still
        /// This many batches, then it stands still.
        case batches(Int)
        /// To the end of the epoch, then it stands still.
        case epoch
    }

    package private(set) var pace: Pace
    package private(set) var isStopping = false

    package init(startPaused: Bool) { pace = startPaused ? .still : .free }

    /// Whether nothing happens before another command comes.
    package var standsStill: Bool { pace == .still && !isStopping }

    package mutating func take(_ command: TrainingCommand) {
        switch command {
        case .pause: pace = .still
        case .resume: pace = .free
        case .stepBatch:
            if case .batches(let left) = pace { pace = .batches(left + 1) } else { pace = .batches(1) }
        case .stepEpoch: pace = .epoch
        case .stop: isStopping = true
        case .apply, .watch, .reportLayers: break
        }
    }

    /// A batch is done.
    ///
    /// - Returns: Whether it was asked for by itself, so that whoever asked wants to see what it did.
    package mutating func batchEnded() -> Bool {
        guard case .batches(let left) = pace else { return false }
        pace = left > 1 ? .batches(left - 1) : .still
        return true
    }

    /// An epoch is done.
    package mutating func epochEnded() {
        if pace == .epoch { pace = .still }
    }
}
