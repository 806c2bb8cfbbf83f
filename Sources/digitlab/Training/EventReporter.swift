import Telemetry
import Training

/// Passes a run's milestones on to the thread that prints, so that a slow terminal never slows training.
struct EventReporter: RunListener {
    let events: Mailbox<TrainEvent>

    func epochEnded(_ record: EpochRecord, _ run: RunView) { events.send(.epoch(record)) }

    func runWarned(_ message: String, _ run: RunView) { events.send(.warning(message)) }
}
