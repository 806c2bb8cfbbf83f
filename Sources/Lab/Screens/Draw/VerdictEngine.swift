import NeuralNetwork
import Synchronization

/// Asks the stages' networks about a drawing, a few dozen microseconds each.
///
/// A cache of classifiers and nothing more: what it answers depends on its arguments alone, so screens that hold it stay values.
public final class VerdictEngine: Sendable {
    private struct Entry {
        var version: String
        var classifier: Classifier
    }

    private let entries = Mutex<[String: Entry]>([:])

    public init() {}

    /// The probabilities of grey levels from 0 to 1, by the model's weights.
    public func probabilities(of levels: [Float], by model: StageModel) -> [Float] {
        entries.withLock { entries in
            if entries[model.stageID]?.version != model.version {
                // New weights may belong to another network: the settings can change its layers.
                if let entry = entries[model.stageID], entry.classifier.network == model.network {
                    entry.classifier.setWeights(model.weights)
                    entries[model.stageID]?.version = model.version
                } else {
                    let classifier = Classifier(network: model.network, weights: model.weights)
                    entries[model.stageID] = Entry(version: model.version, classifier: classifier)
                }
            }
            return entries[model.stageID]?.classifier.probabilities(of: levels) ?? []
        }
    }
}
