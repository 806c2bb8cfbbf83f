import Telemetry
import Training

/// Passes a run's milestones on to the thread that prints, so that a slow terminal never slows training.
struct EventReporter: TrainingObserver {
    let events: Mailbox<TrainEvent>

    func trainingStarted(_ snapshot: TrainingSnapshot) {
        events.send(.started(stepsPerEpoch: snapshot.stepsPerEpoch))
    }

    func epochEnded(_ record: EpochRecord, snapshot: TrainingSnapshot) { events.send(.epoch(record)) }

    func trainingWarned(_ message: String) { events.send(.warning(message)) }
}
