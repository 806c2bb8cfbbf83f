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
        for field in HyperparameterField.allCases where field.application == .live {
            do {
                try field.check(wanted)
            } catch {
                folder?.log.warning("\(error)")
                return
            }
        }
        var next = hyperparameters
        next.learningRate = wanted.learningRate
        next.schedule = wanted.schedule
        next.epochs = wanted.epochs
        // A stage without dropout layers cannot get any while it trains.
        if hyperparameters.dropout != nil, let dropout = wanted.dropout { next.dropout = dropout }
        for field in HyperparameterField.allCases where field.application == .live {
            let (from, to) = (field.text(in: hyperparameters), field.text(in: next))
            // A setting of a schedule that comes or goes is told by the schedule's own mark.
            if from != to, !from.isEmpty, !to.isEmpty { mark(field.name, from, to) }
        }
        if let dropout = next.dropout, dropout != hyperparameters.dropout { engine.setDropoutRate(Float(dropout)) }
        hyperparameters = next
    }

    private func mark(_ name: String, _ from: String, _ to: String) {
        history.marks.append(
            HistoryMark(
                step: engine.iteration, epoch: fractionalEpoch,
                seconds: training.seconds(at: MonotonicClock.now()), name: name, from: from, to: to))
        folder?.log.info("\(name): \(from) → \(to) at step \(engine.iteration)")
    }
}
