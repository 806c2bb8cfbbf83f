import NeuralNetwork
import Notebook
import Telemetry

extension TrainingLoop {
    /// Carries out the commands that wait and, while paused, blocks until one says to go on.
    func attend() {
        for command in commands.drain() { carryOut(command) }
        guard isStandingStill else { return }
        let now = MonotonicClock.now()
        training.stop(at: now)
        elapsed.stop(at: now)
        status = .paused
        publish(at: now)
        while isStandingStill {
            for command in commands.waitAndDrain() { carryOut(command) }
            if isStandingStill { publish(at: MonotonicClock.now()) }
        }
        status = .running
        let later = MonotonicClock.now()
        elapsed.start(at: later)
        training.start(at: later)
    }

    private var isStandingStill: Bool { isPaused && pendingBatches == 0 && !isStopping }

    private func carryOut(_ command: TrainingCommand) {
        switch command {
        case .pause:
            isPaused = true
            pendingBatches = 0
            pausesAtEpochEnd = false
        case .resume:
            isPaused = false
            pendingBatches = 0
            pausesAtEpochEnd = false
        case .stepBatch:
            isPaused = true
            pendingBatches += 1
            pausesAtEpochEnd = false
        case .stepEpoch:
            isPaused = false
            pendingBatches = 0
            pausesAtEpochEnd = true
        case .apply(let wanted):
            apply(wanted)
        case .watch(let images):
            watchedImages = images.filter(dataset.test.labels.indices.contains)
            watchedProbabilities = []
        case .reportLayers(let wanted):
            reportsLayers = wanted
        case .stop:
            isStopping = true
        }
    }

    /// Takes over what may change live and leaves a mark for each change; a value out of range changes nothing.
    private func apply(_ wanted: Hyperparameters) {
        if let error = Self.invalidLiveValue(in: wanted) {
            folder?.log.warning("\(error)")
            return
        }
        if wanted.learningRate != hyperparameters.learningRate {
            mark("learning rate", "\(hyperparameters.learningRate)", "\(wanted.learningRate)")
            hyperparameters.learningRate = wanted.learningRate
        }
        if wanted.schedule != hyperparameters.schedule {
            let name = wanted.schedule.decay != nil && hyperparameters.schedule.decay != nil ? "decay" : "schedule"
            mark(name, hyperparameters.schedule.valueText, wanted.schedule.valueText)
            hyperparameters.schedule = wanted.schedule
        }
        if let dropout = wanted.dropout, let present = hyperparameters.dropout, dropout != present {
            mark("dropout", "\(present)", "\(dropout)")
            hyperparameters.dropout = dropout
            engine.setDropoutRate(Float(dropout))
        }
        if wanted.epochs != hyperparameters.epochs {
            mark("epochs", "\(hyperparameters.epochs)", "\(wanted.epochs)")
            hyperparameters.epochs = wanted.epochs
        }
    }

    private func mark(_ name: String, _ from: String, _ to: String) {
        history.marks.append(
            HistoryMark(
                step: engine.iteration, epoch: fractionalEpoch,
                seconds: training.seconds(at: MonotonicClock.now()), name: name, from: from, to: to))
        folder?.log.info("\(name): \(from) → \(to) at step \(engine.iteration)")
    }
}

extension LearningRateSchedule {
    /// The decay of an inverse-time schedule, 0 for a constant one, `nil` for the others.
    fileprivate var decay: Double? {
        switch self {
        case .constant: 0
        case .inverseTime(let decay): decay
        case .exponential, .cosine: nil
        }
    }

    /// As a mark shows it.
    fileprivate var valueText: String {
        switch self {
        case .constant: "0"
        case .inverseTime(let decay): "\(decay)"
        case .exponential(let rate, let steps, let floor): "exponential \(rate) in \(steps) steps, floor \(floor)"
        case .cosine(let warmup, let total, let floor): "cosine, warm-up \(warmup) of \(total) steps, floor \(floor)"
        }
    }
}
