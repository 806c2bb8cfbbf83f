import Notebook

/// Why a run could not begin or did not end well.
public enum TrainingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The stage and the hyperparameters make no network; the reason names the layer.
    case invalidNetwork(stage: String, reason: String)
    /// A hyperparameter has a value outside what is allowed.
    case invalidHyperparameter(HyperparameterError)
    /// The data set lacks images to train or to test on.
    case emptyDataset(name: String, missing: String)
    /// A loss or a gradient stopped being finite; the summary is of the run up to there, whose weights were kept.
    case diverged(reason: String, summary: RunSummary)

    public var description: String {
        switch self {
        case .invalidNetwork(let stage, let reason): "stage \(stage): \(reason)"
        case .invalidHyperparameter(let error): error.description
        case .emptyDataset(let name, let missing):
            "the data set \(name) has no \(missing) images; choose another with --data"
        case .diverged(let reason, _): reason
        }
    }

    /// The status that a command ends with.
    public var exitCode: Int32 {
        switch self {
        case .invalidNetwork: 65
        case .invalidHyperparameter: 64
        case .emptyDataset: 66
        case .diverged: 1
        }
    }
}
