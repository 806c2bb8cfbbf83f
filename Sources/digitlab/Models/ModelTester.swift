import Datasets
import Foundation
import NeuralNetwork
import Training

/// Puts a model to a whole test set.
enum ModelTester {
    /// Loss, accuracy and every answer, on as many threads as there are cores.
    static func evaluate(_ model: LoadedModel, on images: ImageSet) -> Evaluation {
        let engine = TrainingEngine(
            network: model.network, weights: model.weights, optimizer: .sgd(), batchCapacity: min(100, images.count),
            workers: UsableProcessors.count, seed: 0)
        return images.labels.withUnsafeBufferPointer { labels in
            guard let base = labels.baseAddress else { preconditionFailure("the loader never gives an empty set") }
            return engine.evaluate(images: images.pixels, labels: base, count: images.count)
        }
    }
}
