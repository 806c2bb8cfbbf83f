import Foundation
import NeuralNetwork

/// A network with weights, and where they came from.
public struct LoadedModel: Sendable {
    /// Where weights came from.
    public enum Origin: Sendable, Equatable, CustomStringConvertible {
        /// A file by itself.
        case file(String)
        /// A run of this name.
        case run(String)
        /// The weights that come with the program.
        case shipped

        public var description: String {
            switch self {
            case .file(let path): path
            case .run(let name): "run \(name)"
            case .shipped: "shipped"
            }
        }
    }

    public var network: Network
    public var weights: NetworkWeights
    public var origin: Origin
    /// The stage's id and title, where the file says so.
    public var stage: String?
    public var title: String?
    /// The data set it was trained on, and the names of its classes.
    public var dataset: String?
    public var classNames: [String]?
    /// The accuracy on the test set when it was saved, and after how many epochs.
    public var testAccuracy: Double?
    public var epoch: Int?

    init(_ content: WeightsFile.Content, origin: Origin) {
        network = content.network
        weights = content.weights
        self.origin = origin
        let metadata = content.metadata
        stage = metadata[WeightsFile.Key.stage]
        title = metadata[WeightsFile.Key.title]
        dataset = metadata[WeightsFile.Key.dataset]
        testAccuracy = metadata[WeightsFile.Key.accuracy].flatMap(Double.init)
        epoch = metadata[WeightsFile.Key.epoch].flatMap(Int.init)
        let names = metadata[WeightsFile.Key.classNames].flatMap {
            try? RunJSON.decode([String].self, from: Data($0.utf8))
        }
        classNames = names?.count == network.classCount ? names : nil
    }
}
