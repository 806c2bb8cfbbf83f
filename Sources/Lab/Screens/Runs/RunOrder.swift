/// By what the table of runs is ordered.
enum RunOrder: Int, CaseIterable, Sendable {
    case started, stage, best, last, epochs, time

    /// The order in which a column is wanted first: the newest, the best.
    var startsAscending: Bool { self == .stage }

    /// Whether `left` comes before `right` when ascending; runs without a value come last either way.
    func precedes(_ left: RunItem, _ right: RunItem, ascending: Bool) -> Bool {
        func compare<Value: Comparable>(_ left: Value?, _ right: Value?) -> Bool? {
            switch (left, right) {
            case (nil, nil): nil
            case (nil, _): false
            case (_, nil): true
            case (let left?, let right?): left == right ? nil : (left < right) == ascending
            }
        }
        let result: Bool? =
            switch self {
            case .started: compare(left.startedAt, right.startedAt)
            case .stage:
                compare(left.stage.number * 1000, right.stage.number * 1000) ?? compare(left.stageID, right.stageID)
            case .best: compare(left.bestAccuracy, right.bestAccuracy)
            case .last: compare(left.lastAccuracy, right.lastAccuracy)
            case .epochs: compare(left.epochs, right.epochs)
            case .time: compare(left.trainingSeconds, right.trainingSeconds)
            }
        // Equal ones: the newer first, then by name, so that the order never flickers.
        return result ?? (left.startedAt != right.startedAt ? left.startedAt > right.startedAt : left.id < right.id)
    }
}
