import Datasets
import Foundation
import NeuralNetwork
import Notebook
import Telemetry

extension TrainingLoop {
    /// The network that a stage is with these hyperparameters.
    static func network(of stage: Stage, _ hyperparameters: Hyperparameters) throws(TrainingError) -> Network {
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

    /// - Throws: ``TrainingError`` for a request that cannot be carried out.
    static func check(_ request: TrainingRequest) throws(TrainingError) {
        if request.dataset.train.isEmpty { throw .emptyDataset(name: request.dataset.name, missing: "training") }
        if request.dataset.test.isEmpty { throw .emptyDataset(name: request.dataset.name, missing: "test") }
        for field in HyperparameterField.allCases {
            do {
                try field.check(request.hyperparameters)
            } catch {
                throw .invalidHyperparameter(error)
            }
        }
    }

    /// Makes the run's folder, tells the observers, and takes a first look at the test set where somebody watches.
    func prepare() {
        engine.learningRate = nextLearningRate
        engine.prepare(images: dataset.train.pixels, count: dataset.train.count)
        do throws(FileSystemError) {
            folder = try RunFolder.make(for: request, network: network, threads: engine.workerCount)
        } catch {
            warn(error)
        }
        folder?.log.info("\(dataset.summary)")
        folder?.log.info("\(request.stage.id): \(network.parameterCount) parameters, \(engine.workerCount) threads")
        if isPaused { status = .paused }
        if request.reporting == .full {
            let evaluation = evaluate()
            noteTest(evaluation)
        }
        for observer in observers { observer.trainingStarted(makeSnapshot(weights: lastGood)) }
        let now = MonotonicClock.now()
        elapsed.start(at: now)
        training.start(at: now)
        if request.reporting > .none { publish(at: now) }
    }

    /// Tells, once, that the run's files cannot be written.
    func warn(_ error: FileSystemError) {
        guard warning == nil else { return }
        outputFailure = error
        let text = "\(error); training goes on, but this run is not saved"
        warning = text
        for observer in observers { observer.trainingWarned(text) }
    }
}
