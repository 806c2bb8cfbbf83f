import Datasets
import Foundation
import Notebook

/// All that a run is made from.
public struct TrainingRequest: Sendable {
    public var stage: Stage
    public var hyperparameters: Hyperparameters
    public var dataset: Dataset
    public var output: RunOutput
    public var reporting: Reporting
    /// Whether to stand paused before the first step.
    public var startPaused: Bool
    /// Whether to report spreads of weights and activations from the start.
    public var reportsLayers: Bool
    /// Which test images to report probabilities of; out of range ones are left out.
    public var watchedImages: [Int]
    /// Where ``RunOutput/automatic`` makes its folder.
    public var runsFolder: URL
    /// From when ``RunSummary/secondsTo99`` counts.
    public var processStart: ContinuousClock.Instant
    /// A run to go on from, of the same stage, hyperparameters and data set.
    public var resuming: SavedRun?

    public init(
        stage: Stage, hyperparameters: Hyperparameters? = nil, dataset: Dataset, output: RunOutput = .automatic,
        reporting: Reporting = .full, startPaused: Bool = false, reportsLayers: Bool = false,
        watchedImages: [Int] = [], runsFolder: URL = RunStore.standardRoot,
        processStart: ContinuousClock.Instant = ProcessFacts.start, resuming: SavedRun? = nil
    ) {
        self.stage = stage
        self.hyperparameters = hyperparameters ?? stage.defaults
        self.dataset = dataset
        self.output = output
        self.reporting = reporting
        self.startPaused = startPaused
        self.reportsLayers = reportsLayers
        self.watchedImages = watchedImages
        self.runsFolder = runsFolder
        self.processStart = processStart
        self.resuming = resuming
    }
}
