import Datasets
import Foundation
import NeuralNetwork
import Notebook
import Training

/// How fast one stage trains here.
struct StageBench {
    var stage: String
    var batchSize: Int
    var images: Int
    var threads: Int
    /// Of training alone, one an epoch; the first epoch is not among them.
    var epochSeconds: [Double]
    var evaluationSeconds: Double
    var testImages: Int
    var trainingFLOPs: Int
    var layers: [LayerProfile]
    /// Images that the layers' times are of.
    var profiledImages: Int
    var profiledSeconds: Double
    var kernels: [KernelThroughput]

    /// The middle one, or the mean of the two in the middle.
    var secondsPerEpoch: Double {
        let sorted = epochSeconds.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    var imagesPerSecond: Double { Double(images) / secondsPerEpoch }
    var flopsPerSecond: Double { imagesPerSecond * Double(trainingFLOPs) }
}

extension StageBench {
    /// Trains one epoch to warm up and `epochs` to measure, with the engine and the shuffling that `train` uses.
    ///
    /// - Throws: ``CommandFailure`` where training diverges; what the stage throws where its network does not fit.
    static func measure(
        _ stage: Stage, settings: Hyperparameters, dataset: Dataset, epochs: Int, profilesLayers: Bool,
        measuresKernels: Bool
    ) throws -> StageBench {
        let network = try Network(try stage.network(for: settings, classCount: dataset.classCount))
        let threads = settings.threads == 0 ? UsableProcessors.count : settings.threads
        let train = dataset.train
        let engine = TrainingEngine(
            network: network, weights: network.initialWeights(seed: settings.seed), optimizer: settings.optimizer,
            batchCapacity: min(settings.batchSize, train.count), workers: threads, seed: settings.seed)
        engine.prepare(images: train.pixels, count: train.count)
        let shuffle = ImageShuffle(count: train.count, generator: SplitMix64(seed: settings.seed))

        let runner = EpochRunner(engine: engine, shuffle: shuffle, settings: settings, images: train)
        do throws(DivergenceError) {
            _ = try runner.epoch()
            var seconds: [Double] = []
            for _ in 0..<epochs { seconds.append(try runner.epoch()) }
            var layers: [LayerProfile] = []
            var profiledSeconds = 0.0
            if profilesLayers {
                engine.startProfiling()
                profiledSeconds = try runner.epoch()
                layers = engine.endProfiling()
            }
            let start = ContinuousClock.now
            dataset.test.labels.withUnsafeBufferPointer { labels in
                guard let labels = labels.baseAddress else { return }
                _ = engine.evaluate(images: dataset.test.pixels, labels: labels, count: dataset.test.count)
            }
            let evaluation = (ContinuousClock.now - start) / .seconds(1)
            let kernels =
                measuresKernels
                ? KernelThroughput.measure(network, batchSize: max(1, settings.batchSize / threads)) : []
            return StageBench(
                stage: stage.id, batchSize: settings.batchSize, images: train.count, threads: engine.workerCount,
                epochSeconds: seconds, evaluationSeconds: evaluation, testImages: dataset.test.count,
                trainingFLOPs: network.trainingFLOPs, layers: layers, profiledImages: train.count,
                profiledSeconds: profiledSeconds, kernels: kernels)
        } catch {
            throw CommandFailure("\(stage.id): \(error)", exitCode: 1)
        }
    }
}
