import NeuralNetwork
import Telemetry

extension TrainingLoop {
    /// The run's last acts: a look at the test set where batches followed the last one, files, farewells.
    func finish() -> RunSummary {
        let now = MonotonicClock.now()
        training.stop(at: now)
        status = isStopping && epoch < hyperparameters.epochs ? .stopped : .finished
        if position > 0 {
            flushStretch(at: now)
            let evaluation = evaluate()
            noteTest(evaluation)
            lastGood = engine.copyWeights()
        } else if testReport == nil {
            noteTest(evaluate())
        }
        elapsed.stop(at: MonotonicClock.now())
        return end()
    }

    /// A number stopped being finite: keeps the last good weights and ends the run as failed.
    func diverge(_ reason: String) throws(TrainingError) {
        let now = MonotonicClock.now()
        training.stop(at: now)
        elapsed.stop(at: now)
        status = .failed(reason)
        flushStretch(at: now)
        folder?.log.error("\(reason)")
        engine.setWeights(lastGood)
        throw .diverged(reason: reason, summary: end())
    }

    /// Before the first epoch is done, the weights before the failing step are the last good ones, unless a network of
    /// them overflows: then the first ones stay.
    func keepPresentWeights() {
        let weights = engine.copyWeights()
        guard weights.trainable.allSatisfy(\.isFinite), weights.running.allSatisfy(\.isFinite) else { return }
        if evaluate().loss.isFinite { lastGood = weights }
    }

    private func end() -> RunSummary {
        save(isFinal: true)
        let summary = makeSummary()
        if request.reporting > .none { publish(at: MonotonicClock.now()) }
        for observer in observers { observer.trainingEnded(summary) }
        return summary
    }

    private func makeSummary() -> RunSummary {
        let now = MonotonicClock.now()
        let seconds = training.seconds(at: now)
        let epochs = history.epochs
        return RunSummary(
            stage: request.stage.id, dataset: dataset.name, parameters: network.parameterCount, epochs: epoch,
            steps: engine.iteration,
            secondsPerEpoch: epochs.isEmpty ? nil : epochs.map(\.seconds).reduce(0, +) / Double(epochs.count),
            imagesPerSecond: imagesTrained > 0 && seconds > 0 ? Double(imagesTrained) / seconds : nil,
            testAccuracy: testReport?.accuracy, testLoss: testReport?.loss,
            bestTestAccuracy: best?.record.validationAccuracy ?? testReport?.accuracy, bestEpoch: best?.record.epoch,
            seed: hyperparameters.seed, threads: engine.workerCount, blasKernel: BLASKernel.current,
            secondsTo99: secondsTo99, peakMemoryMiB: ProcessFacts.peakMemoryMiB, run: folder?.reference,
            status: status, trainingSeconds: seconds, elapsedSeconds: elapsed.seconds(at: now),
            outputFailure: outputFailure)
    }
}
