import NeuralNetwork
import Telemetry

/// A past run with its curves and its weights.
public struct LoadedRun: Sendable {
    public var run: StoredRun
    public var history: TrainingHistory
    public var network: Network
    /// As they were at the end, and in the epoch with the best test accuracy.
    public var last: NetworkWeights
    public var best: NetworkWeights
}
