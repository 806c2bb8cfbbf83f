import Datasets
import NeuralNetwork
import Notebook
import Training

/// Trains epoch after epoch and does nothing else: no evaluation, no snapshots, no files.
struct EpochRunner {
    let engine: TrainingEngine
    let shuffle: ImageShuffle
    let settings: Hyperparameters
    let images: ImageSet

    /// One epoch over all images in a new order.
    ///
    /// - Returns: Its seconds.
    func epoch() throws(DivergenceError) -> Double {
        let start = ContinuousClock.now
        shuffle.shuffle()
        var position = 0
        while position < images.count {
            let count = min(settings.batchSize, images.count - position)
            try step(at: position, count: count)
            position += count
        }
        return (ContinuousClock.now - start) / .seconds(1)
    }

    private func step(at position: Int, count: Int) throws(DivergenceError) {
        engine.learningRate = settings.schedule.learningRate(
            initial: settings.learningRate, iteration: engine.iteration)
        let indices = shuffle.indices + position
        _ = try images.labels.withUnsafeBufferPointer { labels throws(DivergenceError) in
            try engine.step(
                images: images.pixels, labels: labels.baseAddress!, indices: indices, count: count,
                following: images.count - position - count)
        }
    }
}
