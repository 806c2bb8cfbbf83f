import Notebook

/// By what the table of runs is ordered: one of its columns.
enum RunOrder: Hashable, Sendable {
    case started, stage, best, last, epochs, time, parameters
    /// A hyperparameter in which the runs differ.
    case setting(HyperparameterField)

    /// The order in which a column is wanted first: the newest, the best.
    var startsAscending: Bool {
        switch self {
        case .stage, .parameters, .setting: true
        case .started, .best, .last, .epochs, .time: false
        }
    }

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
            case .parameters: compare(left.parameters, right.parameters)
            case .setting(let field): Self.compare(field, left, right, compare, compare)
            }
        // Equal ones: the newer first, then by name, so that the order never flickers.
        return result ?? (left.startedAt != right.startedAt ? left.startedAt > right.startedAt : left.id < right.id)
    }

    /// Numbers by their size, everything else by its letters.
    private static func compare(
        _ field: HyperparameterField, _ left: RunItem, _ right: RunItem, _ numbers: (Double?, Double?) -> Bool?,
        _ texts: (String?, String?) -> Bool?
    ) -> Bool? {
        let (first, second) = (left.text(of: field), right.text(of: field))
        if let first = first.flatMap(Double.init), let second = second.flatMap(Double.init) {
            return numbers(first, second)
        }
        return texts(first, second)
    }
}
