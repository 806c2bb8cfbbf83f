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

    /// The network that the stage is with these hyperparameters, its last layer as long as the data have classes.
    ///
    /// - Throws: ``TrainingError/invalidNetwork(stage:reason:)`` where it is none, or not one of the data set's classes.
    func network(_ hyperparameters: Hyperparameters) throws(TrainingError) -> Network {
        let network: Network
        do {
            network = try Network(stage.network(for: hyperparameters, classCount: dataset.classCount))
        } catch {
            throw .invalidNetwork(stage: stage.id, reason: "\(error)")
        }
        do {
            try network.check(classes: dataset.classCount)
        } catch {
            throw .invalidNetwork(stage: stage.id, reason: error.description)
        }
        return network
    }
}

extension Hyperparameters {
    /// Worker threads: as many as were asked for, or one a processor that the program may use.
    var workers: Int { threads == 0 ? UsableProcessors.count : threads }
}
