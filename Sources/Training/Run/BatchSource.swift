import Datasets
import NeuralNetwork

/// Where a run's mini-batches come from: which images, in which order, how far the epoch is, and which images are held
/// out to look at after it.
///
/// Everything between the data set and the engine stands here. A ``Batch`` names its images by pointer and index, so a
/// source that makes new images of the old ones (augmentation) hands out its own buffer in place of the data set's.
package final class BatchSource {
    /// The images that the network learns from.
    package let training: ImageSet
    /// The images that tell after each epoch how good it is; never trained on.
    package let heldOut: ImageSet
    package let batchSize: Int
    private let shuffle: ImageShuffle
    /// Images of this epoch that were handed out.
    package private(set) var position: Int
    /// Whether the order of the present epoch was drawn.
    package private(set) var isInEpoch: Bool

    /// - Parameters:
    ///   - seed: Of the run; the order is drawn from a stream of its own.
    ///   - state: Of an earlier source over the same images, to go on from.
    package init(_ dataset: Dataset, batchSize: Int, seed: UInt64, resuming state: BatchSourceState? = nil) {
        precondition(batchSize >= 1, "a mini-batch holds an image or more")
        training = dataset.train
        heldOut = dataset.test
        self.batchSize = batchSize
        shuffle = ImageShuffle(
            count: dataset.train.count, generator: state?.order ?? SplitMix64(seed: seed ^ 0x6F72_6465_7221))
        position = state?.position ?? 0
        isInEpoch = position > 0
        // The order of an epoch depends on nothing but where its generator stood.
        if isInEpoch { shuffle.shuffle() }
    }

    /// Images of an epoch.
    package var imagesPerEpoch: Int { shuffle.count }

    /// Mini-batches of an epoch, the last short one included.
    package var stepsPerEpoch: Int { (imagesPerEpoch + batchSize - 1) / batchSize }

    /// Whether every image of the epoch was handed out.
    package var isAtEpochEnd: Bool { position >= imagesPerEpoch }

    /// Draws the order of the next epoch.
    package func beginEpoch() {
        shuffle.shuffle()
        position = 0
        isInEpoch = true
    }

    /// The next mini-batch of the epoch: `batchSize` images, or what is left.
    package func next() -> Batch {
        precondition(isInEpoch && !isAtEpochEnd, "an epoch is begun before it is asked, and asked until it ends")
        let first = position
        let count = min(batchSize, imagesPerEpoch - first)
        position += count
        return training.labels.withUnsafeBufferPointer { labels in
            Batch(
                // The set keeps its labels for as long as the source lives, and they are never written to.
                images: training.pixels, labels: labels.baseAddress!, indices: shuffle.indices + first, count: count,
                following: imagesPerEpoch - position)
        }
    }

    /// The epoch is over.
    package func endEpoch() {
        position = 0
        isInEpoch = false
    }

    /// What the order of all images to come depends on.
    package var state: BatchSourceState {
        BatchSourceState(order: isInEpoch ? shuffle.epochStart : shuffle.next, position: position)
    }
}
