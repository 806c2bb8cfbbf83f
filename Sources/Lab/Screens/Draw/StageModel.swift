import Datasets
import NeuralNetwork

/// The weights that speak for a stage on the Draw screen.
public struct StageModel: Sendable {
    /// Where the weights come from.
    public enum Mark: Sendable, Equatable {
        case shipped
        /// The stage's newest run here; `time` is its hour and minute, or its day where that was not today.
        case run(time: String)
        /// The weights of this moment.
        case trainingNow

        public var text: String {
            switch self {
            case .shipped: "shipped"
            case .run(let time): "run \(time)"
            case .trainingNow: "training now"
            }
        }

        /// In at most seven columns.
        var shortText: String {
            switch self {
            case .shipped: "shipped"
            case .run(let time): time
            case .trainingNow: "now"
            }
        }
    }

    public var stageID: String
    public var mark: Mark
    public var network: Network
    public var weights: NetworkWeights
    /// Differs where the weights differ.
    public var version: String

    public init(stageID: String, mark: Mark, network: Network, weights: NetworkWeights, version: String) {
        self.stageID = stageID
        self.mark = mark
        self.network = network
        self.weights = weights
        self.version = version
    }

    /// Whether it takes the canvas's pixels and tells the digits apart.
    public static func fits(_ network: Network) -> Bool {
        network.takesImages && network.classCount == Dataset.digitNames.count
    }
}
