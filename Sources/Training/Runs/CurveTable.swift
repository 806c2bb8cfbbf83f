import Datasets
import Telemetry

/// A run's curves as comma-separated values, for spreadsheets and plots elsewhere.
///
/// One line a point: `curve,step,epoch,seconds,loss,accuracy`, first all of `train`, then all of `test`.
public enum CurveTable {
    public static func text(_ history: TrainingHistory) -> String {
        var lines = ["curve,step,epoch,seconds,loss,accuracy"]
        for (name, series) in [("train", history.train), ("test", history.test)] {
            for point in series.pointsToLast {
                lines.append("\(name),\(point.step),\(point.epoch),\(point.seconds),\(point.loss),\(point.accuracy)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Writes the table to a file.
    ///
    /// - Throws: ``RunStoreError`` naming the file and what went wrong.
    public static func write(_ history: TrainingHistory, to path: String) throws(RunStoreError) {
        do {
            try AtomicFile.write(text(history), to: path)
        } catch {
            throw .cannotWrite(error.description)
        }
    }
}
