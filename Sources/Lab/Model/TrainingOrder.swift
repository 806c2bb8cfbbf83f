import Datasets
import Notebook

/// A run that the lab wants trained.
public struct TrainingOrder: Sendable {
    /// Counts the runs of this session from 1, so that a late snapshot of an earlier run is known as such.
    public var number: Int
    public var stage: Stage
    public var hyperparameters: Hyperparameters
    public var dataset: Dataset
    public var startPaused: Bool
    public var reportsLayers: Bool
    public var watchedImages: [Int]
}
