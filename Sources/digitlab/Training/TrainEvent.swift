import Telemetry
import Training

/// What the thread that prints is told while another trains.
enum TrainEvent: Sendable {
    /// A snapshot waits in the trainer's mailbox.
    case progress
    case epoch(EpochRecord)
    case warning(String)
    case interrupted
    case ended(Result<RunSummary, TrainingError>)
}
