import NeuralNetwork
import Telemetry

extension TrainingLoop {
    /// Publishes how the run stands, and works out when to do so next.
    ///
    /// What a snapshot costs is measured: snapshots take a quarter of a per cent of the time of training at most, reports
    /// of the layers as much again, on any machine and with any network. Five a second also bound what drawing them takes.
    func publish(at now: Double) {
        guard request.reporting > .none else { return }
        guard request.reporting == .full else {
            nextSnapshotAt = now + 0.2
            snapshots.publish(makeSnapshot(weights: lastGood))
            return
        }
        // At the end `lastGood` holds what the engine holds.
        let weights = status.isActive ? engine.copyWeights() : lastGood
        if !watchedImages.isEmpty || reportsLayers { classifier.setWeights(weights) }
        watchedProbabilities = watchedImages.map { classifier.probabilities(of: dataset.test.pixels + $0 * 784) }
        var later = MonotonicClock.now()
        let cost = later - now
        if reportsLayers && (status != .running || now >= nextLayersAt) {
            history.layers.append(
                LayerMoment(
                    step: engine.iteration, epoch: fractionalEpoch, seconds: training.seconds(at: now),
                    layers: inspector.reports(weights: weights, classifier: classifier)))
            let end = MonotonicClock.now()
            nextLayersAt = end + max(1, 400 * (end - later))
            later = end
        }
        nextSnapshotAt = later + max(0.2, 400 * cost)
        snapshots.publish(makeSnapshot(weights: weights))
    }

    /// The run as it stands, with the given weights.
    func makeSnapshot(weights: NetworkWeights) -> TrainingSnapshot {
        let now = MonotonicClock.now()
        var snapshot = TrainingSnapshot(
            stage: request.stage, hyperparameters: hyperparameters, network: network, weights: weights)
        snapshot.status = status
        snapshot.stepInEpoch = position == 0 ? 0 : sums.batches
        snapshot.stepsPerEpoch = stepsPerEpoch
        snapshot.step = engine.iteration
        snapshot.epoch = epoch
        snapshot.epochs = hyperparameters.epochs
        snapshot.elapsedSeconds = elapsed.seconds(at: now)
        snapshot.trainingSeconds = training.seconds(at: now)
        snapshot.imagesPerSecond = imagesPerSecond(trainingSeconds: snapshot.trainingSeconds)
        let remaining = remainingSeconds(imagesPerSecond: snapshot.imagesPerSecond)
        snapshot.secondsToEpochEnd = remaining?.epoch
        snapshot.secondsToRunEnd = remaining?.run
        snapshot.learningRate = nextLearningRate
        snapshot.runningLoss = sums.loss
        snapshot.runningAccuracy = sums.accuracy
        snapshot.history = history
        snapshot.testReport = testReport
        snapshot.watchedImages = watchedImages.count == watchedProbabilities.count ? watchedImages : []
        snapshot.watchedProbabilities = watchedProbabilities
        snapshot.threads = engine.workerCount
        snapshot.blasKernel = BLASKernel.current
        snapshot.runName = folder?.name
        snapshot.warning = warning
        return snapshot
    }

    /// Over the last second, or over the whole run where that is shorter.
    private func imagesPerSecond(trainingSeconds: Double) -> Double {
        if rate.rate > 0 { return rate.rate }
        return trainingSeconds > 0 ? Double(imagesTrained) / trainingSeconds : 0
    }

    private func remainingSeconds(imagesPerSecond: Double) -> (epoch: Double, run: Double)? {
        guard imagesPerSecond > 0, status.isActive else { return nil }
        let inEpoch = Double(shuffle.count - position) / imagesPerSecond
        let validation = history.epochs.last?.validationSeconds ?? 0
        let epochsAfter = Double(max(0, hyperparameters.epochs - epoch - 1))
        let whole = Double(shuffle.count) / imagesPerSecond
        return (inEpoch, inEpoch + validation + epochsAfter * (whole + validation))
    }
}
