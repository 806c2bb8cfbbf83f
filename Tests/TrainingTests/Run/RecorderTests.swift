import NeuralNetwork
import Telemetry
import Testing
import Training

/// Every figure of a run's books, from moments that are given.
@Suite struct RecorderTests {
    private static let imagesPerEpoch = 1_000

    private func position(step: Int, epoch: Int = 0, images: Int = 0) -> RunPosition {
        RunPosition(step: step, epoch: epoch, imagesInEpoch: images, imagesPerEpoch: Self.imagesPerEpoch)
    }

    private func evaluation(_ accuracy: Double, loss: Double = 0.5) -> Evaluation {
        Evaluation(loss: loss, accuracy: accuracy, predictions: [1], confidences: [0.75])
    }

    /// A recorder that trained on `batches` batches of 100 images, a tenth of a second each, from the moment 10.
    private func trained(batches: Int) -> (recorder: Recorder, now: Double) {
        var recorder = Recorder()
        recorder.goOn(at: 10)
        recorder.beginEpoch(at: 10)
        var now = 10.0
        recorder.measureRate(at: now)
        for batch in 1...batches {
            now = 10 + Double(batch) / 10
            recorder.add(BatchResult(lossSum: 100, correct: 50, count: 100))
            recorder.measureRate(at: now)
        }
        return (recorder, now)
    }

    @Test func theRateIsImagesASecondOfTraining() throws {
        let (recorder, now) = trained(batches: 3)
        #expect(abs(recorder.imagesPerSecond(at: now) - 1_000) < 1e-6)
        #expect(abs(try #require(recorder.meanImagesPerSecond(at: now)) - 1_000) < 1e-6)
        // Before the rate was ever measured, and before anything happened.
        var fresh = Recorder()
        fresh.goOn(at: 0)
        #expect(fresh.imagesPerSecond(at: 0) == 0 && fresh.meanImagesPerSecond(at: 1) == nil)
        fresh.add(BatchResult(lossSum: 1, correct: 1, count: 100))
        #expect(fresh.imagesPerSecond(at: 0.25) == 400)
    }

    @Test func theRateIsThatOfTheLastSecond() {
        var recorder = Recorder()
        recorder.goOn(at: 0)
        recorder.measureRate(at: 0)
        for tenth in 1...40 {
            recorder.add(BatchResult(lossSum: 0, correct: 0, count: tenth <= 20 ? 100 : 300))
            recorder.measureRate(at: Double(tenth) / 10)
        }
        #expect(abs(recorder.imagesPerSecond(at: 4) - 3_000) < 1e-6)
        #expect(recorder.meanImagesPerSecond(at: 4) == 2_000)
    }

    @Test func whatIsLeftIsExact() throws {
        var (recorder, now) = trained(batches: 3)
        // 700 images at 1,000 a second, and two epochs of a second each.
        let first = try #require(
            recorder.secondsLeft(at: position(step: 3, images: 300), epochs: 3, now: now))
        #expect(abs(first.epoch - 0.7) < 1e-9 && abs(first.run - 2.7) < 1e-9)
        let last = try #require(
            recorder.secondsLeft(at: position(step: 23, epoch: 2, images: 300), epochs: 3, now: now))
        #expect(abs(last.epoch - 0.7) < 1e-9 && abs(last.run - 0.7) < 1e-9)

        // A look at the held-out images takes half a second of every epoch.
        recorder.stopTraining(at: now)
        let began = now
        now += 0.5
        _ = recorder.endEpoch(
            evaluation(0.5), at: position(step: 10, epoch: 1), learningRate: 0.1, began: began, now: now, processAge: 1)
        let second = try #require(recorder.secondsLeft(at: position(step: 10, epoch: 1), epochs: 3, now: now))
        #expect(abs(second.epoch - 1) < 1e-9 && abs(second.run - 3) < 1e-9)
        let done = try #require(recorder.secondsLeft(at: position(step: 30, epoch: 3), epochs: 3, now: now))
        #expect(done == (0, 0))
        // Fewer epochs than are done by now, set while it trained.
        #expect(try #require(recorder.secondsLeft(at: position(step: 30, epoch: 3), epochs: 1, now: now)).run == 0)
        #expect(Recorder().secondsLeft(at: position(step: 0), epochs: 3, now: 0) == nil)
    }

    @Test func theFirstOfSeveralBestEpochsStays() {
        var (recorder, now) = trained(batches: 1)
        for (epoch, accuracy) in [0.90, 0.95, 0.95, 0.94].enumerated() {
            _ = recorder.endEpoch(
                evaluation(accuracy), at: position(step: epoch + 1, epoch: epoch + 1), learningRate: 0.1, began: now,
                now: now, processAge: 1)
        }
        #expect(recorder.best?.epoch == 2)
        #expect(recorder.history.bestValidationAccuracy == recorder.best)
    }

    @Test func clocksLeaveOutWhatIsNotTraining() {
        var recorder = Recorder()
        recorder.goOn(at: 100)
        recorder.stopTraining(at: 103)
        recorder.startTraining(at: 104)
        recorder.standStill(at: 106)
        #expect(recorder.trainingSeconds(at: 200) == 5 && recorder.elapsedSeconds(at: 200) == 6)
        recorder.goOn(at: 200)
        #expect(recorder.trainingSeconds(at: 201) == 6 && recorder.elapsedSeconds(at: 201) == 7)
    }

    @Test func anEpochsRecordHoldsMeansAndTimes() throws {
        var (recorder, now) = trained(batches: 10)
        recorder.stopTraining(at: now)
        let record = recorder.endEpoch(
            evaluation(0.991, loss: 0.25), at: position(step: 10, epoch: 1), learningRate: 0.003, began: now,
            now: now + 0.25, processAge: 42)
        #expect(record.epoch == 1 && record.step == 10 && record.loss == 1 && record.accuracy == 0.5)
        #expect(record.validationLoss == 0.25 && record.validationAccuracy == 0.991 && record.learningRate == 0.003)
        #expect(abs(record.seconds - 1) < 1e-9 && record.validationSeconds == 0.25)
        #expect(abs(try #require(record.imagesPerSecond(imagesPerEpoch: 1_000)) - 1_000) < 1e-6)
        #expect(recorder.secondsTo99 == 42, "the first epoch to reach 99 %")
        #expect(recorder.testReport?.epoch == 1 && recorder.testReport?.predictions == [1])
        #expect(recorder.history.test.last?.epoch == 1 && recorder.history.epochs == [record])
        _ = recorder.endEpoch(
            evaluation(1), at: position(step: 20, epoch: 2), learningRate: 0.003, began: now, now: now, processAge: 50)
        #expect(recorder.secondsTo99 == 42)
        #expect(recorder.secondsPerEpoch == recorder.history.epochs.map(\.seconds).reduce(0, +) / 2)
    }

    /// Means weigh every batch by its size, and begin anew behind each point.
    @Test func stretchesAreMeansSinceTheLastPoint() throws {
        var recorder = Recorder()
        recorder.goOn(at: 0)
        recorder.beginEpoch(at: 0)
        let none = recorder.endStretch(at: position(step: 0), now: 0)
        #expect(none == nil)
        recorder.add(BatchResult(lossSum: 30, correct: 10, count: 10))
        recorder.add(BatchResult(lossSum: 10, correct: 0, count: 30))
        let first = recorder.endStretch(at: position(step: 2, images: 40), now: 2)
        #expect(first == HistoryPoint(step: 2, epoch: 0.04, seconds: 2, loss: 1, accuracy: 0.25))
        recorder.add(BatchResult(lossSum: 5, correct: 10, count: 10))
        let second = recorder.endStretch(at: position(step: 3, images: 50), now: 3)
        #expect(second?.loss == 0.5)
        #expect(recorder.sums.count == 50 && recorder.sums.loss == 0.9)
        #expect(recorder.history.train.points.map(\.step) == [2, 3])
    }

    @Test func marksNameTheChange() {
        var recorder = Recorder()
        recorder.goOn(at: 0)
        let mark = recorder.mark(
            .init(field: .learningRate, from: "0.1", to: "0.2"), at: position(step: 7, epoch: 1, images: 500), now: 3)
        #expect(
            mark == HistoryMark(step: 7, epoch: 1.5, seconds: 3, name: "learning rate", from: "0.1", to: "0.2"))
        #expect(recorder.history.marks == [mark])
    }
}
