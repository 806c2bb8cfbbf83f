import Telemetry
import Testing

@Suite struct TrainingInsightTests {
    private func history(train: [Double], test: [Double], accuracy: Double = 0.97) -> TrainingHistory {
        var history = TrainingHistory()
        history.epochs = zip(train, test).enumerated().map { index, losses in
            .sample(index + 1, loss: losses.0, validationLoss: losses.1, validationAccuracy: accuracy)
        }
        return history
    }

    private func points(_ losses: [Double]) -> TrainingHistory {
        var history = TrainingHistory()
        for (index, loss) in losses.enumerated() {
            history.train.append(
                HistoryPoint(
                    step: index * 10, epoch: Double(index) / 10, seconds: Double(index), loss: loss, accuracy: 0.5))
        }
        return history
    }

    @Test func seesOverfittingSinceTheLowestTestLoss() throws {
        let history = history(
            train: [0.4, 0.2, 0.1, 0.06, 0.04, 0.02, 0.01], test: [0.3, 0.15, 0.10, 0.105, 0.12, 0.14, 0.16])
        let insight = try #require(TrainingInsight.overfitting(in: history))
        #expect(insight.sinceEpoch == 3)
        #expect(insight.sinceStep == 300)
        #expect(insight.explanation.contains("epoch 3"))
        #expect(insight.lessonSection == "Overfitting")
        #expect(TrainingInsight.detect(in: history) == [insight])
    }

    @Test func doesNotTakeNoiseForOverfitting() {
        // The test loss wavers by less than a tenth.
        let wavering = history(train: [0.4, 0.3, 0.2, 0.1, 0.05, 0.04], test: [0.3, 0.2, 0.205, 0.201, 0.208, 0.203])
        #expect(TrainingInsight.overfitting(in: wavering) == nil)
        // Both losses rise: that is something else.
        let both = history(train: [0.4, 0.2, 0.3, 0.4, 0.5, 0.6], test: [0.3, 0.2, 0.3, 0.4, 0.5, 0.6])
        #expect(TrainingInsight.overfitting(in: both) == nil)
        // Two epochs are too few to tell.
        let short = history(train: [0.4, 0.2, 0.1], test: [0.1, 0.2, 0.3])
        #expect(TrainingInsight.overfitting(in: short) == nil)
    }

    @Test func seesTheSigmoidPlateau() throws {
        let history = history(
            train: [2.31, 2.302, 2.3015, 2.301], test: [2.303, 2.302, 2.301, 2.301], accuracy: 0.1135)
        let insight = try #require(TrainingInsight.plateau(in: history))
        #expect(insight.sinceEpoch == 1)
        #expect(insight.explanation.contains("2.30"))
        #expect(insight.lessonSection == "The plateau")
    }

    @Test func aNetworkThatLeftThePlateauHasNone() {
        let left = history(train: [2.30, 2.30, 1.8, 1.2], test: [2.30, 2.30, 1.7, 1.1], accuracy: 0.4)
        #expect(TrainingInsight.plateau(in: left) == nil)
        // A network that has learned all it can does not move either.
        let learned = history(train: [0.02, 0.02, 0.02], test: [0.05, 0.05, 0.05], accuracy: 0.99)
        #expect(TrainingInsight.plateau(in: learned) == nil)
        let first = history(train: [2.30], test: [2.30], accuracy: 0.1135)
        #expect(TrainingInsight.plateau(in: first) == nil)
    }

    @Test func seesAnExplodingLoss() throws {
        let falling = (0..<20).map { 2.0 - 0.09 * Double($0) }
        let insight = try #require(TrainingInsight.explodingLoss(in: points(falling + [4, 9, 20, 40])))
        #expect(insight.sinceStep >= 180 && insight.sinceStep <= 200)
        #expect(insight.lessonSection == "When the loss explodes")
        // A collapse to guessing counts too.
        #expect(TrainingInsight.explodingLoss(in: points(falling + Array(repeating: 2.3, count: 10))) != nil)
        #expect(TrainingInsight.explodingLoss(in: points(falling + [.nan])) != nil)
    }

    @Test func doesNotTakeNoiseForAnExplosion() {
        let noisy = (0..<60).map { 0.3 + 0.1 * Double($0 % 5) }
        #expect(TrainingInsight.explodingLoss(in: points(noisy)) == nil)
        #expect(TrainingInsight.explodingLoss(in: TrainingHistory()) == nil)
        // One wild batch is not the end.
        #expect(TrainingInsight.explodingLoss(in: points([0.5, 0.4, 0.3, 0.25, 0.2, 0.9, 0.2, 0.2, 0.2])) == nil)
    }
}
