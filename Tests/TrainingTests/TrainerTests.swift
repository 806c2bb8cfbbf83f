import Foundation
import NeuralNetwork
import Notebook
import Telemetry
import Testing
import Training

@Suite struct TrainerTests {
    @Test func learnsAndSumsUp() throws {
        let dataset = try SyntheticDigits.make()
        let listener = RecordingListener()
        let trainer = Trainer(
            TrainingRequest(
                stage: .small(epochs: 10), dataset: dataset, output: .none, reporting: .none),
            listeners: [listener])
        let summary = try trainer.run()
        let reached = try #require(summary.testAccuracy)
        #expect(reached > 0.95)
        #expect(summary.bestTestAccuracy ?? 0 >= summary.testAccuracy ?? 1)
        #expect(summary.epochs == 10)
        #expect(summary.steps == 100)
        #expect(summary.parameters == 784 * 16 + 16 + 16 * 10 + 10)
        #expect(summary.status == .finished)
        #expect(summary.run == nil && summary.outputFailure == nil)
        #expect(try #require(summary.secondsPerEpoch) > 0)
        #expect(try #require(summary.imagesPerSecond) > 0)
        #expect(listener.calls == ["started"] + (1...10).map { "epoch \($0)" } + ["ended"])
        #expect(trainer.snapshots.take() == nil, "nobody watches, so nothing is published")
    }

    @Test func theSameSeedGivesTheSameBits() throws {
        let dataset = try SyntheticDigits.make()
        func train(seed: UInt64, reporting: Reporting) throws -> EngineState {
            let stage = Stage.small(dropout: 0.25, seed: seed)
            let trainer = Trainer(
                TrainingRequest(
                    stage: stage, dataset: dataset, output: .none, reporting: reporting, reportsLayers: true,
                    watchedImages: [0, 1, 2]))
            _ = try trainer.run()
            return try #require(trainer.finalState).engine
        }
        let first = try train(seed: 3, reporting: .none)
        // Watching changes nothing either.
        #expect(try train(seed: 3, reporting: .full) == first)
        #expect(try train(seed: 4, reporting: .none).weights != first.weights)
    }

    /// The mean of an epoch weighs the last short batch by its size: with steps too small to matter it is the mean loss of
    /// the first weights over all training images.
    @Test func theLastShortBatchCountsByItsSize() throws {
        let dataset = try SyntheticDigits.make(train: 130)
        let stage = Stage.small(optimizer: .sgd(), learningRate: 1e-7, batchSize: 100, epochs: 1)
        let network = try Network(stage.specification)
        let weights = network.initialWeights(seed: stage.defaults.seed)
        let trainer = Trainer(TrainingRequest(stage: stage, dataset: dataset, output: .none, reporting: .none))
        let listener = HistoryListener()
        let watched = Trainer(trainer.request, listeners: [listener])
        let summary = try watched.run()
        #expect(summary.steps == 2)
        let classifier = Classifier(network: network, weights: weights)
        let losses = (0..<130).map { index -> Double in
            let answer = classifier.probabilities(of: dataset.train.pixels + index * 784)
            return -log(Double(answer[Int(dataset.train.labels[index])]))
        }
        let expected = losses.reduce(0, +) / 130
        let record = try #require(listener.history?.epochs.first)
        #expect(abs(record.loss - expected) < 1e-4)
        #expect(listener.stepsPerEpoch == 2)
    }

    @Test func refusesWhatCannotBeTrained() throws {
        let dataset = try SyntheticDigits.make(train: 20, test: 10)
        var wrong = Stage.small().defaults
        wrong.batchSize = 0
        let trainer = Trainer(
            TrainingRequest(stage: .small(), hyperparameters: wrong, dataset: dataset, output: .none))
        #expect { try trainer.run() } throws: { error in
            guard case TrainingError.invalidHyperparameter(let reason) = error else { return false }
            return reason.field == .batchSize && (error as? TrainingError)?.exitCode == 64
        }
        let empty = try SyntheticDigits.make(train: 20, test: 0)
        #expect { try Trainer(TrainingRequest(stage: .small(), dataset: empty, output: .none)).run() } throws: {
            ($0 as? TrainingError) == .emptyDataset(name: "synthetic", missing: "test")
        }
        let layers = [
            LayerSpecification(name: "flatten", layer: .flatten),
            LayerSpecification(name: "logits", layer: .dense(units: 10, activation: .relu)),
        ]
        let noLogits = Stage.small(layers: layers)
        #expect { try Trainer(TrainingRequest(stage: noLogits, dataset: dataset, output: .none)).run() } throws: {
            guard case TrainingError.invalidNetwork = $0 else { return false }
            return true
        }
    }

    @Test func theCurvesHoldPointsAndTheTestSet() throws {
        let dataset = try SyntheticDigits.make()
        let listener = HistoryListener()
        let trainer = Trainer(
            TrainingRequest(stage: .small(epochs: 3), dataset: dataset, output: .none), listeners: [listener])
        _ = try trainer.run()
        let last = try #require(trainer.snapshots.take())
        #expect(last.status == .finished)
        // Ten steps an epoch: a point for each.
        #expect(last.history.train.points.map(\.step) == Array(1...30))
        #expect(last.history.train.points.last?.epoch == 3)
        #expect(last.history.test.points.map(\.epoch) == [0, 1, 2, 3])
        #expect(last.history.epochs.map(\.step) == [10, 20, 30])
        #expect(last.testReport?.epoch == 3)
        #expect(last.testReport?.predictions.count == dataset.test.count)
        #expect(last.runningLoss == last.history.epochs.last?.loss)
        let points = last.history.train.points[20..<30]
        let mean = points.map(\.loss).reduce(0, +) / 10
        #expect(abs(mean - (last.history.epochs.last?.loss ?? 0)) < 1e-9)
    }

    @Test func aCosineWithoutAnEndFallsToTheEndOfTheRun() throws {
        let dataset = try SyntheticDigits.make(train: 100)
        let stage = Stage.small(
            learningRate: 0.01, schedule: .cosine(warmupSteps: 0, totalSteps: 0, floor: 0), epochs: 4)
        let listener = HistoryListener()
        _ = try Trainer(
            TrainingRequest(stage: stage, dataset: dataset, output: .none, reporting: .none), listeners: [listener]
        ).run()
        let rates = try #require(listener.history).epochs.map(\.learningRate)
        // Eight steps: the last of each epoch are steps 1, 3, 5, 7 counted from 0.
        let expected = [1.0, 3, 5, 7].map { 0.01 * 0.5 * (1 + cos(Double.pi * $0 / 8)) }
        for (rate, value) in zip(rates, expected) { #expect(abs(rate - value) < 1e-12) }
    }
}
