import NeuralNetwork
import Telemetry

extension RunView {
    /// How the run went so far.
    public var summary: RunSummary {
        let now = MonotonicClock.now()
        return RunSummary(
            stage: stage.id, dataset: dataset.name, parameters: network.parameterCount, epochs: position.epoch,
            steps: position.step, secondsPerEpoch: recorder.secondsPerEpoch,
            imagesPerSecond: recorder.meanImagesPerSecond(at: now), testAccuracy: testReport?.accuracy,
            testLoss: testReport?.loss, bestTestAccuracy: recorder.best?.validationAccuracy ?? testReport?.accuracy,
            bestEpoch: recorder.best?.epoch, seed: hyperparameters.seed, threads: threads,
            blasKernel: BLASKernel.current, secondsTo99: recorder.secondsTo99,
            peakMemoryMiB: ProcessFacts.peakMemoryMiB, run: folderReference, status: status,
            trainingSeconds: recorder.trainingSeconds(at: now), elapsedSeconds: recorder.elapsedSeconds(at: now),
            outputFailure: folderFailure)
    }

    /// The run's figures as the list of runs shows them.
    var results: RunResults {
        let now = MonotonicClock.now()
        return RunResults(
            epochs: position.epoch, steps: position.step, testAccuracy: testReport?.accuracy,
            testLoss: testReport?.loss, bestTestAccuracy: recorder.best?.validationAccuracy,
            bestEpoch: recorder.best?.epoch, lowestTestLoss: history.lowestValidationLoss?.validationLoss,
            trainingSeconds: recorder.trainingSeconds(at: now), elapsedSeconds: recorder.elapsedSeconds(at: now),
            secondsTo99: recorder.secondsTo99)
    }
}
