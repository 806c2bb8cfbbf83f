extension TrainingInsight {
    /// The cross-entropy in nats of guessing one class of ten: ln 10.
    private static let guessingLoss = 2.302_585_092_994_046

    /// All that `history` shows at its present end, the most urgent first.
    public static func detect(in history: TrainingHistory) -> [TrainingInsight] {
        [explodingLoss(in: history), plateau(in: history), overfitting(in: history)].compactMap { $0 }
    }

    /// The test loss has risen by a tenth above its lowest while the training loss fell on.
    ///
    /// Looks at the mean of the last three epochs, at least three behind the lowest one.
    public static func overfitting(in history: TrainingHistory) -> TrainingInsight? {
        guard let lowest = history.lowestValidationLoss, let last = history.epochs.last,
            last.epoch >= lowest.epoch + 3
        else { return nil }
        let recent = history.epochs.suffix(3)
        let testLoss = recent.map(\.validationLoss).reduce(0, +) / 3
        let trainLoss = recent.map(\.loss).reduce(0, +) / 3
        guard testLoss > lowest.validationLoss * 1.1, trainLoss < lowest.loss * 0.97 else { return nil }
        return TrainingInsight(
            kind: .overfitting, sinceEpoch: Double(lowest.epoch), sinceStep: lowest.step,
            explanation: "Since epoch \(lowest.epoch) the test loss rises while the training loss falls: "
                + "the network learns the training images by heart.",
            suggestion: "Try dropout, fewer units, or stop at epoch \(lowest.epoch).")
    }

    /// For two epochs or more, nothing has moved and most answers are wrong.
    public static func plateau(in history: TrainingHistory) -> TrainingInsight? {
        guard let last = history.epochs.last else { return nil }
        // Walks back for as long as the loss stays within 2 % of where it is now.
        var first = last
        for record in history.epochs.reversed() {
            guard record.validationAccuracy < 0.5, abs(record.loss - last.loss) <= 0.02 * last.loss else { break }
            first = record
        }
        guard last.epoch > first.epoch, last.validationAccuracy < 0.5 else { return nil }
        let isGuessing = abs(last.loss - guessingLoss) < 0.05
        let explanation =
            isGuessing
            ? "The loss stays at 2.30, as high as guessing: the gradients that reach the first layers are too small "
                + "to move the weights."
            : "The loss has not moved since epoch \(first.epoch) and most answers are wrong."
        return TrainingInsight(
            kind: .plateau, sinceEpoch: Double(first.epoch), sinceStep: first.step, explanation: explanation,
            suggestion: "Try ReLU in place of sigmoid, Adam in place of SGD, or another learning rate.")
    }

    /// The smoothed training loss stands at more than twice its lowest, and half a nat above it.
    public static func explodingLoss(in history: TrainingHistory) -> TrainingInsight? {
        var smoothing = ExponentialSmoothing(factor: 0.8)
        var lowest: (loss: Double, point: HistoryPoint)?
        var now = 0.0
        for point in history.train.pointsToLast {
            guard point.loss.isFinite else {
                now = .infinity
                continue
            }
            now = smoothing.next(point.loss)
            if now < lowest?.loss ?? .infinity { lowest = (now, point) }
        }
        guard let lowest, now > 2 * lowest.loss, now > lowest.loss + 0.5 else { return nil }
        return TrainingInsight(
            kind: .explodingLoss, sinceEpoch: lowest.point.epoch, sinceStep: lowest.point.step,
            explanation: "The loss jumped far above the lowest it had: the steps are so large that they overshoot.",
            suggestion: "Try a lower learning rate, or a schedule that lowers it as it goes.")
    }
}
