import Telemetry

/// One epoch as a line of text in the manner of Keras, never wider than it may be.
struct EpochLine {
    /// How far the epoch is, 0 to 1; `nil` for a finished one that is printed without a bar.
    var share: Double?
    var epoch: Int
    var epochs: Int
    /// `0.84 s`, or `ETA 0:07` while it goes on.
    var time: String
    var imagesPerSecond: Double?
    var loss: Double?
    var accuracy: Double?
    var validationLoss: Double?
    var validationAccuracy: Double?

    /// A finished epoch.
    init(_ record: EpochRecord, epochs: Int, imagesPerSecond: Double?, withBar: Bool) {
        share = withBar ? 1 : nil
        epoch = record.epoch
        self.epochs = epochs
        time = Figures.seconds(record.seconds)
        self.imagesPerSecond = imagesPerSecond
        loss = record.loss
        accuracy = record.accuracy
        validationLoss = record.validationLoss
        validationAccuracy = record.validationAccuracy
    }

    /// An epoch that goes on.
    init(_ snapshot: TrainingSnapshot) {
        let steps = max(1, snapshot.stepsPerEpoch)
        share = Double(snapshot.stepInEpoch) / Double(steps)
        epoch = min(snapshot.epoch + 1, snapshot.epochs)
        epochs = snapshot.epochs
        time = snapshot.secondsToEpochEnd.map { "ETA \(Figures.clock($0))" } ?? ""
        imagesPerSecond = snapshot.imagesPerSecond > 0 ? snapshot.imagesPerSecond : nil
        loss = snapshot.runningLoss
        accuracy = snapshot.runningAccuracy
    }

    /// The line with as much as fits into `width` columns: the bar shrinks first, then the speed goes, names become short,
    /// and last only the accuracy that counts is left.
    func text(width: Int) -> String {
        let number = String(epoch)
        let total = String(epochs)
        let start = "Epoch " + String(repeating: " ", count: max(0, total.count - number.count)) + "\(number)/\(total)"
        let speed = imagesPerSecond.map { "\(Figures.grouped(Int($0.rounded()))) images/s" } ?? ""
        let forms: [[String]] = [
            [time, speed, figures(short: false)], [time, speed, figures(short: true)], [time, figures(short: true)],
            [figures(short: true)], [accuracyAlone],
        ]
        for form in forms {
            let parts = form.filter { !$0.isEmpty }.joined(separator: "  ")
            let room = width - start.count - parts.count - 4
            if let share, room >= 5 {
                return "\(start)  \(ProgressBar.text(share: share, width: min(30, room)))  \(parts)"
            }
            if room + 2 >= 0 { return "\(start)  \(parts)" }
        }
        return String("\(number)/\(total) \(accuracyAlone)".prefix(max(0, width)))
    }

    private func figures(short: Bool) -> String {
        let named: [(String, Double?)] = [
            ("loss", loss), (short ? "acc" : "accuracy", accuracy), ("val_loss", validationLoss),
            (short ? "val_acc" : "val_accuracy", validationAccuracy),
        ]
        let texts = named.compactMap { name, value in value.map { "\(name) \(Figures.fixed($0, 4))" } }
        return texts.joined(separator: short ? " " : "  ")
    }

    private var accuracyAlone: String {
        if let validationAccuracy { return "val_acc \(Figures.fixed(validationAccuracy, 4))" }
        return accuracy.map { "acc \(Figures.fixed($0, 4))" } ?? ""
    }
}
