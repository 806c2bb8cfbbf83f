import Datasets
import Telemetry

/// How a run went.
public struct RunSummary: Sendable, Equatable {
    public var stage: String
    public var dataset: String
    public var parameters: Int
    /// Epochs finished.
    public var epochs: Int
    public var steps: Int
    /// Mean seconds of training alone over the finished epochs, or `nil` where none was.
    public var secondsPerEpoch: Double?
    /// Training images a second of training alone, or `nil` where no step was taken.
    public var imagesPerSecond: Double?
    /// Of the weights as they were at the end.
    public var testAccuracy: Double?
    public var testLoss: Double?
    /// The highest of all finished epochs, and the first epoch that reached it.
    public var bestTestAccuracy: Double?
    public var bestEpoch: Int?
    public var seed: UInt64
    public var threads: Int
    public var blasKernel: String
    /// From the start of the process to the end of the evaluation that first reached 99 %.
    public var secondsTo99: Double?
    public var peakMemoryMiB: Double
    /// The run's name, or its folder's path where one was asked for; `nil` without files.
    public var run: String?

    public var status: RunStatus = .finished
    public var trainingSeconds = 0.0
    public var elapsedSeconds = 0.0
    /// Why the run's files could not be written, if so.
    public var outputFailure: FileSystemError?
}
