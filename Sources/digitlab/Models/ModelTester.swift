import Datasets
import Foundation
import NeuralNetwork
import Training

/// Puts a model to a whole test set.
enum ModelTester {
    /// Loss, accuracy and every answer, on as many threads as there are cores.
    static func evaluate(_ model: LoadedModel, on images: ImageSet) -> Evaluation {
        let evaluator = Evaluator(
            network: model.network, weights: model.weights, workers: min(UsableProcessors.count, images.count))
        return images.labels.withUnsafeBufferPointer { labels in
            guard let base = labels.baseAddress else { preconditionFailure("the loader never gives an empty set") }
            return evaluator.evaluate(images: images.pixels, labels: base, count: images.count)
        }
    }
}
