import Datasets
import Foundation
import NeuralNetwork
import Notebook
import Telemetry

/// Carries out one run on the thread that calls ``run()``: asks the source, steps, tells the listeners.
final class TrainingLoop {
    let request: TrainingRequest
    let network: Network
    let engine: TrainingEngine
    let source: BatchSource
    let folder: RunFolderListener?
    private let listeners: [any RunListener]
    let commands: Mailbox<TrainingCommand>
    private(set) lazy var view = RunView(self)

    var hyperparameters: Hyperparameters {
        didSet { schedule = hyperparameters.resolvingSchedule(trainingCount: source.imagesPerEpoch).schedule }
    }
    /// With a cosine's end worked out from the epochs as they are now.
    private var schedule: LearningRateSchedule
    var status = RunStatus.running
    /// Epochs finished.
    var epoch = 0
    var recorder: Recorder
    var kept: KeptWeights
    var control: RunControl
    /// The run as it stood before it was ended within an epoch.
    var savedAtStop: SavedRun?
    var pace: LookPace

    init(
        _ request: TrainingRequest, commands: Mailbox<TrainingCommand>, snapshots: Latest<TrainingSnapshot>,
        listeners: [any RunListener]
    ) throws(TrainingError) {
        try request.check()
        self.request = request
        self.commands = commands
        let resuming = request.resuming
        hyperparameters = resuming?.state.hyperparameters ?? request.hyperparameters
        network = try request.network(hyperparameters)
        BLASKernel.useOneThread()
        // Weights and order are drawn from separate streams of the one seed.
        let weights = resuming?.state.engine.weights ?? network.initialWeights(seed: hyperparameters.seed)
        source = BatchSource(
            request.dataset, batchSize: hyperparameters.batchSize, seed: hyperparameters.seed,
            resuming: resuming?.state.source)
        schedule = hyperparameters.resolvingSchedule(trainingCount: source.imagesPerEpoch).schedule
        engine = TrainingEngine(
            network: network, weights: weights, optimizer: hyperparameters.optimizer,
            batchCapacity: min(hyperparameters.batchSize, source.imagesPerEpoch),
            workers: resuming?.threads ?? hyperparameters.workers,
            seed: hyperparameters.seed)
        kept = resuming?.kept ?? KeptWeights(last: weights)
        recorder = resuming?.books.map(Recorder.init) ?? Recorder(sums: resuming?.state.sums ?? BatchSums())
        control = RunControl(startPaused: request.startPaused)
        pace = LookPace(stepsPerEpoch: source.stepsPerEpoch)
        folder = request.output == .none ? nil : RunFolderListener(request)
        let publisher =
            request.reporting == .none ? nil : SnapshotPublisher(request, network: network, weights, to: snapshots)
        // Files first, so that whoever is told later of the run's end can say where they lie.
        self.listeners = ([folder, publisher] as [(any RunListener)?]).compactMap { $0 } + listeners
        if let resuming {
            engine.state = resuming.state.engine
            epoch = resuming.state.epoch
        }
    }

    var position: RunPosition {
        RunPosition(
            step: engine.iteration, epoch: epoch, imagesInEpoch: source.position,
            imagesPerEpoch: source.imagesPerEpoch)
    }

    /// Of the next step.
    var nextLearningRate: Double {
        schedule.learningRate(initial: hyperparameters.learningRate, iteration: engine.iteration)
    }

    /// Seconds since the process started.
    var processAge: Double { (ContinuousClock.now - request.processStart) / .seconds(1) }

    /// All that the rest of the run depends on.
    var state: TrainerState {
        TrainerState(
            engine: engine.state, hyperparameters: hyperparameters, source: source.state, epoch: epoch,
            sums: recorder.sums)
    }

    /// The run as it stands between two batches, to go on from.
    var saved: SavedRun {
        SavedRun(
            state: state, threads: engine.workerCount, books: recorder.books(at: MonotonicClock.now()), kept: kept)
    }

    func run() throws(TrainingError) -> RunSummary {
        begin()
        if let failure = engine.threadFailure { warn(failure.description) }
        var failure: String?
        do throws(DivergenceError) {
            failure = try train()
        } catch {
            if epoch == 0 { keepPresentWeights() }
            failure = error.description
        }
        if let failure { fail(failure) } else { finish() }
        end()
        let summary = view.summary
        if let failure { throw .diverged(reason: failure, summary: summary) }
        return summary
    }

    /// All epochs; everything that a step touches was allocated before.
    ///
    /// - Returns: Why the run cannot go on, or `nil` when it is done or was stopped.
    private func train() throws(DivergenceError) -> String? {
        while true {
            // Whoever pauses between two epochs still sees the means of the last one.
            if !source.isInEpoch { attend() }
            if control.isStopping || epoch >= hyperparameters.epochs { return nil }
            if !source.isInEpoch { beginEpoch() }
            while !source.isAtEpochEnd {
                attend()
                if control.isStopping { return nil }
                try step(source.next())
            }
            if !endEpoch() { return "the test loss is not finite after epoch \(epoch + 1); lower the learning rate" }
        }
    }

    private func step(_ batch: Batch) throws(DivergenceError) {
        engine.learningRate = nextLearningRate
        recorder.add(
            try engine.step(
                images: batch.images, labels: batch.labels, indices: batch.indices, count: batch.count,
                following: batch.following))
        let number = recorder.sums.batches
        let isSingle = control.batchEnded()
        guard isSingle || pace.isDue(after: number) else { return }
        let now = MonotonicClock.now()
        if isSingle || pace.endsStretch(after: number) { endStretch(at: now) }
        pace.looked(at: now, after: number)
        recorder.measureRate(at: now)
        tell { $0.clockLooked($1) }
    }

    func tell(_ what: (any RunListener, RunView) -> Void) {
        for listener in listeners { what(listener, view) }
    }
}
