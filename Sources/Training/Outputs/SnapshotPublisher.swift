import Datasets
import NeuralNetwork
import Telemetry

/// Publishes how the run stands for whoever watches it, a few times a second.
///
/// What a snapshot costs is measured: snapshots take a quarter of a per cent of the time of training at most, reports of
/// the layers as much again, on any machine and with any network. Five a second also bound what drawing them takes.
final class SnapshotPublisher: RunListener {
    private let request: TrainingRequest
    private let snapshots: Latest<TrainingSnapshot>
    private let inspector: LayerInspector
    private let classifier: Classifier
    private var reportsLayers: Bool
    private var watchedImages: [Int]
    private var watchedProbabilities: [[Float]] = []
    /// Spreads over time.
    private var layers = BoundedHistory<LayerMoment>(capacity: 256)
    private var warning: String?
    private var nextSnapshotAt = 0.0
    private var nextLayersAt = 0.0

    init(
        _ request: TrainingRequest, network: Network, _ weights: NetworkWeights, to snapshots: Latest<TrainingSnapshot>
    ) {
        self.request = request
        self.snapshots = snapshots
        inspector = LayerInspector(network: network, images: request.dataset.test)
        classifier = Classifier(network: network, weights: weights)
        reportsLayers = request.reportsLayers
        watchedImages = Self.existing(request.watchedImages, in: request.dataset)
    }

    private static func existing(_ images: [Int], in dataset: Dataset) -> [Int] {
        images.filter(dataset.test.labels.indices.contains)
    }

    func runStarted(_ run: RunView) { publish(run) }

    func runStoodStill(_ run: RunView) { publish(run) }

    func runEnded(_ run: RunView) { publish(run) }

    func clockLooked(_ run: RunView) { if MonotonicClock.now() >= nextSnapshotAt { publish(run) } }

    func epochEnded(_ record: EpochRecord, _ run: RunView) { clockLooked(run) }

    func runWarned(_ message: String, _ run: RunView) { warning = message }

    func commandCarriedOut(_ command: TrainingCommand, _ run: RunView) {
        switch command {
        case .watch(let images):
            watchedImages = Self.existing(images, in: request.dataset)
            watchedProbabilities = []
        case .reportLayers(let wanted): reportsLayers = wanted
        case .pause, .resume, .stepBatch, .stepEpoch, .apply, .stop: break
        }
    }

    private func publish(_ run: RunView) {
        let now = MonotonicClock.now()
        guard request.reporting == .full else {
            nextSnapshotAt = now + 0.2
            snapshots.publish(snapshot(run, weights: run.lastWeights, at: now))
            return
        }
        // At the end the last weights are those that the run leaves behind.
        let weights = run.status.isActive ? run.weights : run.lastWeights
        if !watchedImages.isEmpty || reportsLayers { classifier.setWeights(weights) }
        watchedProbabilities = watchedImages.map {
            classifier.probabilities(of: request.dataset.test.pixels + $0 * ImageSet.pixelsPerImage)
        }
        var later = MonotonicClock.now()
        let cost = later - now
        if reportsLayers && (run.status != .running || now >= nextLayersAt) {
            layers.append(
                LayerMoment(
                    step: run.position.step, epoch: run.position.fractionalEpoch,
                    seconds: run.recorder.trainingSeconds(at: now),
                    layers: inspector.reports(weights: weights, classifier: classifier)))
            let end = MonotonicClock.now()
            nextLayersAt = end + max(1, 400 * (end - later))
            later = end
        }
        nextSnapshotAt = later + max(0.2, 400 * cost)
        snapshots.publish(snapshot(run, weights: weights, at: later))
    }

    /// The run as it stands, with the given weights.
    private func snapshot(_ run: RunView, weights: NetworkWeights, at now: Double) -> TrainingSnapshot {
        let (recorder, position) = (run.recorder, run.position)
        var snapshot = TrainingSnapshot(
            stage: run.stage, hyperparameters: run.hyperparameters, network: run.network, weights: weights)
        snapshot.status = run.status
        snapshot.stepInEpoch = position.imagesInEpoch == 0 ? 0 : recorder.sums.batches
        snapshot.stepsPerEpoch = run.stepsPerEpoch
        snapshot.step = position.step
        snapshot.epoch = position.epoch
        snapshot.epochs = run.hyperparameters.epochs
        snapshot.elapsedSeconds = recorder.elapsedSeconds(at: now)
        snapshot.trainingSeconds = recorder.trainingSeconds(at: now)
        snapshot.imagesPerSecond = recorder.imagesPerSecond(at: now)
        if run.status.isActive {
            let left = recorder.secondsLeft(at: position, epochs: run.hyperparameters.epochs, now: now)
            snapshot.secondsToEpochEnd = left?.epoch
            snapshot.secondsToRunEnd = left?.run
        }
        snapshot.learningRate = run.nextLearningRate
        snapshot.runningLoss = recorder.sums.loss
        snapshot.runningAccuracy = recorder.sums.accuracy
        snapshot.history = recorder.history
        snapshot.history.layers = layers
        snapshot.testReport = recorder.testReport
        snapshot.watchedImages = watchedImages.count == watchedProbabilities.count ? watchedImages : []
        snapshot.watchedProbabilities = watchedProbabilities
        snapshot.threads = run.threads
        snapshot.blasKernel = BLASKernel.current
        snapshot.runName = run.folderName
        snapshot.warning = warning
        return snapshot
    }
}
