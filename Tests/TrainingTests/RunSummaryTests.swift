import Testing
import Training

@Suite struct RunSummaryTests {
    @Test func secondsTo99CountFromTheGivenStart() throws {
        let summary = try Trainer(
            TrainingRequest(
                stage: .small(learningRate: 0.01, epochs: 5), dataset: try SyntheticDigits.make(noise: 20),
                output: .none, reporting: .none, processStart: .now - .seconds(100))
        ).run()
        let seconds = try #require(summary.secondsTo99)
        #expect(seconds > 100 && seconds < 160)
    }

    @Test func aRunThatNeverGetsThereHasNoSecondsTo99() throws {
        let summary = try Trainer(
            TrainingRequest(
                stage: .small(epochs: 1), dataset: try SyntheticDigits.make(train: 60, test: 20, noise: 250),
                output: .none, reporting: .none)
        ).run()
        #expect(summary.secondsTo99 == nil)
        #expect(summary.peakMemoryMiB > 1)
    }

    @Test func theProcessStartedBeforeNow() {
        #expect(ProcessFacts.start < .now)
        #expect(ProcessFacts.start > .now - .seconds(24 * 3600))
    }
}
