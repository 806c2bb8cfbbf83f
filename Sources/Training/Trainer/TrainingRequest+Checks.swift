import Datasets
import NeuralNetwork
import Notebook

extension TrainingRequest {
    /// - Throws: ``TrainingError`` for a request that cannot be carried out.
    func check() throws(TrainingError) {
        if dataset.train.isEmpty { throw .emptyDataset(name: dataset.name, missing: "training") }
        if dataset.test.isEmpty { throw .emptyDataset(name: dataset.name, missing: "test") }
        for field in HyperparameterField.allCases {
            do {
                try field.check(hyperparameters)
            } catch {
                throw .invalidHyperparameter(error)
            }
        }
    }

    /// The network that the stage is with these hyperparameters.
    ///
    /// - Throws: ``TrainingError/invalidNetwork(stage:reason:)`` where it is none, or not one of the data set's classes.
    func network(_ hyperparameters: Hyperparameters) throws(TrainingError) -> Network {
        let network: Network
        do {
            network = try Network(stage.network(for: hyperparameters))
        } catch {
            throw .invalidNetwork(stage: stage.id, reason: "\(error)")
        }
        guard let last = network.layers.last, last.outputShape == [ImageSet.classCount] else {
            throw .invalidNetwork(
                stage: stage.id,
                reason: "the last layer gives \(network.layers.last?.outputShape ?? []), but must give "
                    + "\(ImageSet.classCount) values, one a class")
        }
        return network
    }
}

extension Hyperparameters {
    /// Worker threads: as many as were asked for, or one a core.
    var workers: Int { threads == 0 ? UsableProcessors.count : threads }
}
