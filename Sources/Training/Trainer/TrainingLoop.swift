import Datasets
import Foundation
import NeuralNetwork
import Notebook
import Telemetry

/// Carries out one run; every mutable value of the run lives here, on the thread that calls ``run()``.
final class TrainingLoop {
    let request: TrainingRequest
    let commands: Mailbox<TrainingCommand>
    let snapshots: Latest<TrainingSnapshot>
    let observers: [any TrainingObserver]
    let dataset: Dataset
    let network: Network
    let engine: TrainingEngine
    let shuffle: ImageShuffle
    let inspector: LayerInspector
    let classifier: Classifier
    var hyperparameters: Hyperparameters {
        didSet { schedule = hyperparameters.resolvingSchedule(trainingCount: shuffle.count).schedule }
    }
    /// With a cosine's end worked out from the epochs as they are now.
    private var schedule: LearningRateSchedule
    var folder: RunFolder?

    // Where the run stands.
    var status = RunStatus.running
    /// Epochs finished.
    var epoch = 0
    /// Images of this epoch that were trained on.
    var position = 0
    /// Whether the order of the present epoch was drawn.
    var isInEpoch = false
    var sums = BatchSums()
    /// Since the last point of the training curve.
    var stretch = BatchSums()
    /// Images trained on in the whole run, for the throughput.
    var imagesTrained = 0
    var epochStartSeconds = 0.0

    // What was asked for.
    var isPaused: Bool
    var isStopping = false
    /// Single batches to do before standing still again.
    var pendingBatches = 0
    var pausesAtEpochEnd = false
    var reportsLayers: Bool
    var watchedImages: [Int]

    // What was found.
    var history = TrainingHistory()
    var testReport: TestReport?
    var best: (record: EpochRecord, weights: NetworkWeights)?
    /// Of the last finished epoch, or the first ones.
    var lastGood: NetworkWeights
    var secondsTo99: Double?
    var watchedProbabilities: [[Float]] = []
    /// Told once: that the run is not saved.
    var warning: String?
    var outputFailure: FileSystemError?

    // When to do what.
    var training = Stopwatch()
    var elapsed = Stopwatch()
    var rate = RateMeter()
    /// Batches of this epoch after which to look at the clock next.
    var nextCheck = 0
    var nextPoint = 0
    var stepsPerCheck = 1
    var lastCheckAt = 0.0
    var nextSnapshotAt = 0.0
    var nextLayersAt = 0.0

    init(
        _ request: TrainingRequest, commands: Mailbox<TrainingCommand>, snapshots: Latest<TrainingSnapshot>,
        observers: [any TrainingObserver]
    ) throws(TrainingError) {
        try Self.check(request)
        self.request = request
        self.commands = commands
        self.snapshots = snapshots
        self.observers = observers
        dataset = request.dataset
        hyperparameters = request.resuming?.hyperparameters ?? request.hyperparameters
        schedule = hyperparameters.resolvingSchedule(trainingCount: dataset.train.count).schedule
        network = try Self.network(of: request.stage, hyperparameters)

        BLASKernel.useOneThread()
        let imageCount = dataset.train.count
        let threads =
            hyperparameters.threads == 0 ? UsableProcessors.count : hyperparameters.threads
        // Weights and shuffle are drawn from separate streams of the one seed.
        let weights = request.resuming?.engine.weights ?? network.initialWeights(seed: hyperparameters.seed)
        engine = TrainingEngine(
            network: network, weights: weights, optimizer: hyperparameters.optimizer,
            batchCapacity: min(hyperparameters.batchSize, imageCount), workers: threads, seed: hyperparameters.seed)
        shuffle = ImageShuffle(
            count: imageCount,
            generator: request.resuming?.shuffle ?? SplitMix64(seed: hyperparameters.seed ^ 0x6F72_6465_7221))
        classifier = Classifier(network: network, weights: weights)
        inspector = LayerInspector(network: network, images: dataset.test)
        lastGood = weights
        isPaused = request.startPaused
        reportsLayers = request.reportsLayers
        watchedImages = request.watchedImages.filter(dataset.test.labels.indices.contains)
        if let resuming = request.resuming {
            engine.state = resuming.engine
            epoch = resuming.epoch
            position = resuming.position
            sums = resuming.sums
            if position > 0 {
                shuffle.shuffle()
                isInEpoch = true
            }
        }
    }

    /// Steps in one epoch, the last short one included.
    var stepsPerEpoch: Int { (shuffle.count + hyperparameters.batchSize - 1) / hyperparameters.batchSize }

    /// Of the next step.
    var nextLearningRate: Double {
        schedule.learningRate(initial: hyperparameters.learningRate, iteration: engine.iteration)
    }

    /// Epochs done, with fraction.
    var fractionalEpoch: Double { Double(epoch) + Double(position) / Double(shuffle.count) }

    /// All that the rest of the run depends on.
    var state: TrainerState {
        TrainerState(
            engine: engine.state, hyperparameters: hyperparameters,
            shuffle: isInEpoch ? shuffle.epochStart : shuffle.next, epoch: epoch, position: position, sums: sums)
    }

    func run() throws(TrainingError) -> RunSummary {
        prepare()
        let failure: String?
        do throws(DivergenceError) {
            failure = try train()
        } catch {
            if epoch == 0 { keepPresentWeights() }
            failure = error.description
        }
        if let failure { try diverge(failure) }
        return finish()
    }

    /// All epochs; everything that a step touches was allocated before.
    ///
    /// - Returns: Why the run cannot go on, or `nil` when it is done or was stopped.
    private func train() throws(DivergenceError) -> String? {
        while epoch < hyperparameters.epochs && !isStopping {
            if !isInEpoch {
                // Whoever pauses between two epochs still sees the means of the last one.
                if isPaused || !commands.isEmpty { attend() }
                if isStopping || epoch >= hyperparameters.epochs { break }
                beginEpoch()
            }
            while position < shuffle.count {
                if isPaused || !commands.isEmpty { attend() }
                if isStopping { return nil }
                try step()
            }
            if !endEpoch() { return "the test loss is not finite after epoch \(epoch + 1); lower the learning rate" }
        }
        return nil
    }

    private func beginEpoch() {
        isInEpoch = true
        shuffle.shuffle()
        sums = BatchSums()
        nextCheck = 0
        nextPoint = 0
        epochStartSeconds = training.seconds(at: MonotonicClock.now())
    }

    /// One batch.
    private func step() throws(DivergenceError) {
        let count = min(hyperparameters.batchSize, shuffle.count - position)
        engine.learningRate = nextLearningRate
        let indices = shuffle.indices + position
        let result = try dataset.train.labels.withUnsafeBufferPointer { labels throws(DivergenceError) in
            try engine.step(
                images: dataset.train.pixels, labels: labels.baseAddress!, indices: indices, count: count,
                following: shuffle.count - position - count)
        }
        position += count
        imagesTrained += count
        sums.add(result)
        stretch.add(result)
        if pendingBatches > 0 {
            pendingBatches -= 1
            flushStretch(at: MonotonicClock.now())
        }
        if sums.batches >= nextCheck { check() }
    }

    /// Looks at the clock: a few dozen times a second, however fast the steps are.
    private func check() {
        let now = MonotonicClock.now()
        if sums.batches >= nextPoint {
            flushStretch(at: now)
            nextPoint = sums.batches + max(1, stepsPerEpoch / 50)
        }
        if now - lastCheckAt < 0.01 { stepsPerCheck = min(stepsPerCheck * 2, 4096) }
        if now - lastCheckAt > 0.03 { stepsPerCheck = max(stepsPerCheck / 2, 1) }
        lastCheckAt = now
        rate.note(seconds: training.seconds(at: now), images: imagesTrained)
        if request.reporting > .none && now >= nextSnapshotAt { publish(at: now) }
        nextCheck = min(nextPoint, sums.batches + stepsPerCheck)
    }

    /// Adds the mean over the batches since the last point to the training curve.
    func flushStretch(at now: Double) {
        guard let loss = stretch.loss, let accuracy = stretch.accuracy else { return }
        history.train.append(
            HistoryPoint(
                step: engine.iteration, epoch: fractionalEpoch, seconds: training.seconds(at: now), loss: loss,
                accuracy: accuracy))
        stretch = BatchSums()
    }
}
