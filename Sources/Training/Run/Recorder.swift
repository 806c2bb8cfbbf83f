import Datasets
import NeuralNetwork
import Telemetry

/// Keeps a run's books: sums, curves, marks, the best epoch, clocks, rate and what is left to do.
///
/// Reads no clock: every moment is given, in seconds since any fixed one.
package struct Recorder: Sendable {
    /// Over the present epoch so far.
    package var sums = BatchSums()
    package var history = TrainingHistory()
    /// The last look at the images that are held out.
    package private(set) var testReport: TestReport?
    /// From the start of the process to the end of the evaluation that first reached 99 %.
    package var secondsTo99: Double?
    /// The first epoch that reached the highest accuracy.
    package var best: EpochRecord?

    /// Since the last point of the training curve.
    var stretch = BatchSums()
    /// Images trained on in the whole run.
    var imagesTrained = 0
    var epochStartSeconds = 0.0
    var training = Stopwatch()
    var elapsed = Stopwatch()
    private var rate = RateMeter()

    /// - Parameter sums: Of an epoch that goes on from a saved state.
    package init(sums: BatchSums = BatchSums()) { self.sums = sums }

    // MARK: Clocks

    /// Seconds of training alone: without looks at the held-out images, files and pauses.
    package func trainingSeconds(at now: Double) -> Double { training.seconds(at: now) }

    /// Seconds of everything but pauses.
    package func elapsedSeconds(at now: Double) -> Double { elapsed.seconds(at: now) }

    /// The run begins, or goes on after a pause.
    package mutating func goOn(at now: Double) {
        elapsed.start(at: now)
        training.start(at: now)
    }

    /// The run pauses, or ends.
    package mutating func standStill(at now: Double) {
        training.stop(at: now)
        elapsed.stop(at: now)
    }

    /// Something other than training begins, such as a look at the held-out images.
    package mutating func stopTraining(at now: Double) { training.stop(at: now) }

    /// Training goes on.
    package mutating func startTraining(at now: Double) { training.start(at: now) }

    // MARK: What happens

    package mutating func beginEpoch(at now: Double) {
        sums = BatchSums()
        epochStartSeconds = training.seconds(at: now)
    }

    package mutating func add(_ result: BatchResult) {
        sums.add(result)
        stretch.add(result)
        imagesTrained += result.count
    }

    /// The clock was looked at between two batches.
    package mutating func measureRate(at now: Double) {
        rate.note(seconds: training.seconds(at: now), images: imagesTrained)
    }

    /// Adds the mean over the batches since the last point to the training curve, where there were any.
    package mutating func endStretch(at position: RunPosition, now: Double) -> HistoryPoint? {
        guard let loss = stretch.loss, let accuracy = stretch.accuracy else { return nil }
        let point = HistoryPoint(
            step: position.step, epoch: position.fractionalEpoch, seconds: training.seconds(at: now), loss: loss,
            accuracy: accuracy)
        history.train.append(point)
        stretch = BatchSums()
        return point
    }

    /// Puts a look at the held-out images into the test curve.
    package mutating func note(_ evaluation: Evaluation, at position: RunPosition, now: Double) {
        history.test.append(
            HistoryPoint(
                step: position.step, epoch: position.fractionalEpoch, seconds: training.seconds(at: now),
                loss: evaluation.loss, accuracy: evaluation.accuracy))
        report(evaluation, at: position)
    }

    /// Takes note of a look at the held-out images that leaves no trace in the curves.
    mutating func report(_ evaluation: Evaluation, at position: RunPosition) {
        testReport = TestReport(
            epoch: position.epoch, step: position.step, loss: evaluation.loss, accuracy: evaluation.accuracy,
            predictions: evaluation.predictions, confidences: evaluation.confidences)
    }

    /// All images of an epoch were trained on and the held-out ones were looked at.
    ///
    /// - Parameters:
    ///   - position: Behind the epoch: it counts among the finished ones.
    ///   - began: When the look at the held-out images began, during which no training goes on.
    ///   - processAge: Seconds since the process started.
    package mutating func endEpoch(
        _ evaluation: Evaluation, at position: RunPosition, learningRate: Double, began: Double, now: Double,
        processAge: Double
    ) -> EpochRecord {
        let record = record(
            evaluation, epoch: position.epoch, at: position, learningRate: learningRate, began: began, now: now)
        history.epochs.append(record)
        if secondsTo99 == nil && evaluation.accuracy >= 0.99 { secondsTo99 = processAge }
        return record
    }

    /// The run ends within an epoch and the held-out images were looked at: the weights as they are may be the best ones.
    package mutating func breakOffEpoch(
        _ evaluation: Evaluation, at position: RunPosition, learningRate: Double, began: Double, now: Double
    ) -> EpochRecord {
        let record = record(
            evaluation, epoch: position.epoch + 1, at: position, learningRate: learningRate, began: began, now: now)
        history.brokenOff = record
        return record
    }

    /// Puts a look at the held-out images, the `epoch`th, into the curve, and finds whether it is the best.
    private mutating func record(
        _ evaluation: Evaluation, epoch: Int, at position: RunPosition, learningRate: Double, began: Double,
        now: Double
    ) -> EpochRecord {
        note(evaluation, at: position, now: now)
        let record = EpochRecord(
            epoch: epoch, step: position.step, loss: sums.loss ?? 0, accuracy: sums.accuracy ?? 0,
            validationLoss: evaluation.loss, validationAccuracy: evaluation.accuracy, learningRate: learningRate,
            seconds: training.seconds(at: now) - epochStartSeconds, validationSeconds: now - began)
        if record.isBetter(than: best) { best = record }
        return record
    }

    /// Marks that a hyperparameter was changed.
    package mutating func mark(_ change: LiveSettings.Change, at position: RunPosition, now: Double) -> HistoryMark {
        let mark = HistoryMark(
            step: position.step, epoch: position.fractionalEpoch, seconds: training.seconds(at: now),
            name: change.field.name, from: change.from, to: change.to)
        history.marks.append(mark)
        return mark
    }

    // MARK: Rate and what is left

    /// Images a second over about the last second of training, or over the whole run where that is shorter.
    package func imagesPerSecond(at now: Double) -> Double { rate.rate ?? meanImagesPerSecond(at: now) ?? 0 }

    /// Images a second of training over the whole run; `nil` before any.
    package func meanImagesPerSecond(at now: Double) -> Double? {
        let seconds = training.seconds(at: now)
        return imagesTrained > 0 && seconds > 0 ? Double(imagesTrained) / seconds : nil
    }

    /// Mean seconds of training alone over the finished epochs; `nil` before any.
    package var secondsPerEpoch: Double? {
        history.epochs.isEmpty ? nil : history.epochs.map(\.seconds).reduce(0, +) / Double(history.epochs.count)
    }

    /// Estimated seconds to the end of this epoch's training and to the end of the run, looks at the held-out images
    /// included; `nil` before anything was measured.
    package func secondsLeft(at position: RunPosition, epochs: Int, now: Double) -> (epoch: Double, run: Double)? {
        let speed = imagesPerSecond(at: now)
        guard speed > 0 else { return nil }
        guard position.epoch < epochs else { return (0, 0) }
        let validation = history.epochs.last?.validationSeconds ?? 0
        let epoch = Double(position.imagesPerEpoch - position.imagesInEpoch) / speed
        let whole = Double(position.imagesPerEpoch) / speed
        let later = Double(max(0, epochs - position.epoch - 1))
        return (epoch, epoch + validation + later * (whole + validation))
    }
}
