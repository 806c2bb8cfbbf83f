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
        /// How many points there were in all and one in how many was kept, for a curve that goes on; missing in older files.
        var count: Int?
        var stride: Int?

        init(_ history: BoundedHistory<HistoryPoint>) {
            count = history.appendedCount
            stride = history.stride
            let points = history.pointsToLast
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

        /// The curve again, to which points are added as if it had never been a file.
        var history: BoundedHistory<HistoryPoint> {
            if let count, let stride, let history = BoundedHistory(pointsToLast: points, count: count, stride: stride) {
                return history
            }
            var history = BoundedHistory<HistoryPoint>()
            for point in points { history.append(point) }
            return history
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
        train = Curve(history.train)
        test = Curve(history.test)
    }

    /// The history again; the spreads of the layers are not kept in files.
    var history: TrainingHistory {
        var history = TrainingHistory()
        history.epochs = epochs
        history.brokenOff = brokenOff
        history.marks = marks
        history.train = train.history
        history.test = test.history
        return history
    }
}
