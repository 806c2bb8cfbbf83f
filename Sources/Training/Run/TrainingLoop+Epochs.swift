import NeuralNetwork
import Telemetry

extension TrainingLoop {
    /// Prepares the engine, takes a first look at the held-out images where somebody watches, and tells that it begins.
    func begin() {
        engine.learningRate = nextLearningRate
        engine.prepare(images: source.training.pixels, count: source.training.count)
        if control.standsStill { status = .paused }
        if request.reporting == .full {
            if request.resuming == nil {
                recorder.note(evaluate(), at: position, now: MonotonicClock.now())
            } else {
                recorder.report(evaluate(), at: position)
            }
        }
        tell { $0.runStarted($1) }
        recorder.goOn(at: MonotonicClock.now())
    }

    func beginEpoch() {
        source.beginEpoch()
        pace.beginEpoch()
        recorder.beginEpoch(at: MonotonicClock.now())
    }

    /// Ends a stretch of the training curve where batches were taken since the last one.
    func endStretch(at now: Double) {
        guard let point = recorder.endStretch(at: position, now: now) else { return }
        tell { $0.stretchEnded(point, $1) }
    }

    /// All images of the epoch were trained on: looks at the held-out ones, keeps the weights, tells everybody.
    ///
    /// - Returns: Whether the loss on them is a finite number; where not, the epoch's weights are not kept.
    func endEpoch() -> Bool {
        let began = MonotonicClock.now()
        recorder.stopTraining(at: began)
        endStretch(at: began)
        let evaluation = evaluate()
        guard evaluation.loss.isFinite else { return false }
        epoch += 1
        source.endEpoch()
        let record = recorder.endEpoch(
            evaluation, at: position, learningRate: engine.learningRate, began: began, now: MonotonicClock.now(),
            processAge: processAge)
        keep(record)
        control.epochEnded()
        tell { $0.epochEnded(record, $1) }
        recorder.startTraining(at: MonotonicClock.now())
        return true
    }

    /// Looks at all held-out images.
    func evaluate() -> Evaluation {
        source.heldOut.labels.withUnsafeBufferPointer { labels in
            engine.evaluate(images: source.heldOut.pixels, labels: labels.baseAddress!, count: source.heldOut.count)
        }
    }

    /// Keeps the weights that were just looked at, as the last and, where they are, as the best.
    private func keep(_ record: EpochRecord) {
        kept.last = view.weights
        if recorder.best == record { kept.best = kept.last }
    }

    /// All epochs are done, or somebody said stop: a look at the held-out images where batches followed the last one.
    func finish() {
        let now = MonotonicClock.now()
        recorder.stopTraining(at: now)
        status = control.isStopping && epoch < hyperparameters.epochs ? .stopped : .finished
        if source.position > 0 {
            // Who goes on from here does so as if the run had never been stopped.
            savedAtStop = saved
            endStretch(at: now)
            let evaluation = evaluate()
            keep(
                recorder.breakOffEpoch(
                    evaluation, at: position, learningRate: engine.learningRate, began: now,
                    now: MonotonicClock.now()))
        } else if recorder.testReport == nil {
            recorder.report(evaluate(), at: position)
        }
    }

    /// A number stopped being finite: the last good weights are the run's.
    func fail(_ reason: String) {
        endStretch(at: MonotonicClock.now())
        status = .failed(reason)
        engine.setWeights(kept.last)
        view.forgetWeights()
    }

    /// Before the first epoch is done, the weights before the failing step are the last good ones, unless a network of
    /// them overflows: then the first ones stay.
    func keepPresentWeights() {
        let weights = engine.copyWeights()
        guard weights.trainable.allSatisfy(\.isFinite), weights.running.allSatisfy(\.isFinite) else { return }
        if evaluate().loss.isFinite { kept.last = weights }
    }

    /// Tells everybody that the run is over.
    func end() {
        recorder.standStill(at: MonotonicClock.now())
        tell { $0.runEnded($1) }
    }

    /// Tells everybody that something went wrong which does not end the run.
    func warn(_ message: String) {
        tell { $0.runWarned(message, $1) }
    }
}
