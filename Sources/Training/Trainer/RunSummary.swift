import Datasets
import Telemetry

/// How a run went, as `--json` prints it at the end.
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

    // What follows is for the program and not part of the JSON.

    public var status: RunStatus = .finished
    public var trainingSeconds = 0.0
    public var elapsedSeconds = 0.0
    /// Why the run's files could not be written, if so.
    public var outputFailure: FileSystemError?
}

extension RunSummary: Encodable {
    private enum CodingKeys: String, CodingKey {
        case stage, dataset, parameters, epochs
        case secondsPerEpoch = "seconds_per_epoch"
        case imagesPerSecond = "images_per_second"
        case testAccuracy = "test_accuracy"
        case testLoss = "test_loss"
        case bestTestAccuracy = "best_test_accuracy"
        case bestEpoch = "best_epoch"
        case seed, threads
        case blasKernel = "blas_kernel"
        case secondsTo99 = "seconds_to_99"
        case peakMemoryMiB = "peak_memory_mib"
        case run
    }

    /// Writes `null` for what does not apply, so that every line has every key.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(stage, forKey: .stage)
        try container.encode(dataset, forKey: .dataset)
        try container.encode(parameters, forKey: .parameters)
        try container.encode(epochs, forKey: .epochs)
        try container.encode(secondsPerEpoch, forKey: .secondsPerEpoch)
        try container.encode(imagesPerSecond, forKey: .imagesPerSecond)
        try container.encode(testAccuracy, forKey: .testAccuracy)
        try container.encode(testLoss, forKey: .testLoss)
        try container.encode(bestTestAccuracy, forKey: .bestTestAccuracy)
        try container.encode(bestEpoch, forKey: .bestEpoch)
        try container.encode(seed, forKey: .seed)
        try container.encode(threads, forKey: .threads)
        try container.encode(blasKernel, forKey: .blasKernel)
        try container.encode(secondsTo99, forKey: .secondsTo99)
        try container.encode(peakMemoryMiB, forKey: .peakMemoryMiB)
        try container.encode(run, forKey: .run)
    }
}
