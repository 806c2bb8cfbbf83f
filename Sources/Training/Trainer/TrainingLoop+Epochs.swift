import Datasets
import NeuralNetwork
import Telemetry

extension TrainingLoop {
    /// Looks at the whole test set; the stopwatch of training stands meanwhile.
    func evaluate() -> Evaluation {
        dataset.test.labels.withUnsafeBufferPointer { labels in
            engine.evaluate(images: dataset.test.pixels, labels: labels.baseAddress!, count: dataset.test.count)
        }
    }

    /// Puts an evaluation of the weights as they are into the test curve.
    func noteTest(_ evaluation: Evaluation) {
        history.test.append(
            HistoryPoint(
                step: engine.iteration, epoch: fractionalEpoch, seconds: training.seconds(at: MonotonicClock.now()),
                loss: evaluation.loss, accuracy: evaluation.accuracy))
        testReport = TestReport(
            epoch: epoch, step: engine.iteration, loss: evaluation.loss, accuracy: evaluation.accuracy,
            predictions: evaluation.predictions, confidences: evaluation.confidences)
    }

    /// All images of the epoch were trained on: evaluates, keeps the weights, tells everybody.
    ///
    /// - Returns: Whether the test loss is a finite number; where not, the epoch's weights are not kept.
    func endEpoch() -> Bool {
        let now = MonotonicClock.now()
        training.stop(at: now)
        flushStretch(at: now)
        let evaluation = evaluate()
        let end = MonotonicClock.now()
        guard evaluation.loss.isFinite, let loss = sums.loss, let accuracy = sums.accuracy else { return false }
        epoch += 1
        position = 0
        isInEpoch = false
        noteTest(evaluation)
        let record = EpochRecord(
            epoch: epoch, step: engine.iteration, loss: loss, accuracy: accuracy, validationLoss: evaluation.loss,
            validationAccuracy: evaluation.accuracy, learningRate: engine.learningRate,
            seconds: training.seconds(at: end) - epochStartSeconds, validationSeconds: end - now)
        history.epochs.append(record)
        lastGood = engine.copyWeights()
        if evaluation.accuracy > best?.record.validationAccuracy ?? -1 { best = (record, lastGood) }
        if secondsTo99 == nil && evaluation.accuracy >= 0.99 {
            secondsTo99 = (ContinuousClock.now - request.processStart) / .seconds(1)
        }
        save(isFinal: false)
        if pausesAtEpochEnd {
            pausesAtEpochEnd = false
            isPaused = true
        }
        for observer in observers { observer.epochEnded(record, snapshot: makeSnapshot(weights: lastGood)) }
        let later = MonotonicClock.now()
        if request.reporting > .none && later >= nextSnapshotAt { publish(at: later) }
        training.start(at: MonotonicClock.now())
        return true
    }

    /// Hands the run's files to the folder, which writes them beside the training and not too often.
    func save(isFinal: Bool) {
        guard let folder else { return }
        folder.save(
            RunFolder.Content(
                results: results, history: history, last: lastGood, best: best?.weights ?? lastGood,
                bestEpoch: best?.record.epoch, status: status),
            isFinal: isFinal)
        if let failure = folder.failure { warn(failure) }
    }

    /// The run's figures as the list of runs shows them.
    private var results: RunResults {
        let now = MonotonicClock.now()
        return RunResults(
            epochs: epoch, steps: engine.iteration, testAccuracy: testReport?.accuracy, testLoss: testReport?.loss,
            bestTestAccuracy: best?.record.validationAccuracy, bestEpoch: best?.record.epoch,
            lowestTestLoss: history.lowestValidationLoss?.validationLoss, trainingSeconds: training.seconds(at: now),
            elapsedSeconds: elapsed.seconds(at: now), secondsTo99: secondsTo99)
    }
}
