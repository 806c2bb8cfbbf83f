import Foundation
import Telemetry

/// A training history in JSON: each curve as columns, which is a third of the size of rows.
struct HistoryFile: Codable {
    /// A curve, one array a quantity.
    struct Curve: Codable {
        var step: [Int] = []
        var epoch: [Double] = []
        var seconds: [Double] = []
        var loss: [Double] = []
        var accuracy: [Double] = []

        init(_ points: [HistoryPoint]) {
            step = points.map(\.step)
            epoch = points.map(\.epoch)
            seconds = points.map(\.seconds)
            loss = points.map(\.loss)
            accuracy = points.map(\.accuracy)
        }

        /// The points; columns that are longer than the shortest are cut.
        var points: [HistoryPoint] {
            let count = [step.count, epoch.count, seconds.count, loss.count, accuracy.count].min() ?? 0
            return (0..<count).map {
                HistoryPoint(
                    step: step[$0], epoch: epoch[$0], seconds: seconds[$0], loss: loss[$0], accuracy: accuracy[$0])
            }
        }
    }

    var epochs: [EpochRecord]
    /// Missing in files of runs that ended with an epoch.
    var brokenOff: EpochRecord?
    var marks: [HistoryMark]
    var train: Curve
    var test: Curve

    init(_ history: TrainingHistory) {
        epochs = history.epochs
        brokenOff = history.brokenOff
        marks = history.marks
        train = Curve(history.train.pointsToLast)
        test = Curve(history.test.pointsToLast)
    }

    /// The history again; the spreads of the layers are not kept in files.
    var history: TrainingHistory {
        var history = TrainingHistory()
        history.epochs = epochs
        history.brokenOff = brokenOff
        history.marks = marks
        for point in train.points { history.train.append(point) }
        for point in test.points { history.test.append(point) }
        return history
    }
}
