import Telemetry
import TerminalUI

extension TrainScreen {
    /// The curves of the chosen stage with the ghosts under them.
    func curves(_ state: LabState, _ context: ViewContext) -> CurveSet {
        var ghosts: [CurveSet.Ghost] = []
        let shownName = state.shownRun?.runName
        for (index, id) in state.settings.ghosts.enumerated() {
            guard let run = state.lastRun(ofStage: id), run.id != shownName, let history = state.curves(ofRun: run.id)
            else {
                continue
            }
            let patterns: [Plot.Pattern] = [.dashed, .dotted, .dashDotted]
            ghosts.append(
                .init(
                    name: id, history: history, style: context.theme.ghost(index),
                    pattern: context.colors == .none ? patterns[index % 3] : .solid))
        }
        let history = state.shownRun.flatMap { $0.hasCurves ? $0.history : nil }
        var set = CurveSet(history: history, ghosts: ghosts, options: state.settings.plot, zoom: zoom, cursor: cursor)
        set.placeholder = placeholder(state)
        return set
    }

    private func placeholder(_ state: LabState) -> String {
        if state.isTrainingSelectedStage { return "starting" }
        if case .failed = state.run?.status, state.run?.stageID == state.stage.id {
            return "the run failed; r tries again"
        }
        return state.shownRun?.source == .shipped
            ? "shipped weights, no run of \(state.stage.id) yet: Space trains"
            : "no run of \(state.stage.id) yet: Space trains"
    }

    mutating func handlePlot(_ key: Key, _ state: LabState) -> [LabEffect]? {
        let set = curves(state, state.context)
        let all = set.extent
        let visible = set.visible
        let span = visible.upperBound - visible.lowerBound
        switch key {
        case .left, .right, .shiftLeft, .shiftRight:
            let isLarge = key == .shiftLeft || key == .shiftRight
            let sign = key == .left || key == .shiftLeft ? -1.0 : 1.0
            let at = cursor ?? (sign < 0 ? visible.upperBound : visible.lowerBound)
            cursor = min(max(at + sign * span * (isLarge ? 0.1 : 0.01), all.lowerBound), all.upperBound)
            if let cursor, !visible.contains(cursor) { pan(to: cursor, span: span, all) }
        case .up, .character("+"), .character("="): zoom(by: 0.5, around: cursor, visible, all)
        case .down, .character("-"): zoom(by: 2, around: cursor, visible, all)
        case .pageUp: pan(to: visible.lowerBound, span: span, all)
        case .pageDown: pan(to: visible.upperBound, span: span, all)
        case .home: zoom = nil
        case .end: pan(to: all.upperBound, span: min(span, (all.upperBound - all.lowerBound) / 4), all)
        case .escape:
            guard zoom != nil || cursor != nil else { return nil }
            zoom = nil
            cursor = nil
        default: return nil
        }
        return []
    }

    /// Makes the visible part `factor` times as long around the cursor, or around its right end, where news come.
    mutating func zoom(
        by factor: Double, around center: Double?, _ visible: ClosedRange<Double>, _ all: ClosedRange<Double>
    ) {
        let whole = all.upperBound - all.lowerBound
        let span = (visible.upperBound - visible.lowerBound) * factor
        if span >= whole {
            zoom = nil
            return
        }
        if span < whole / 4096 { return }
        let anchor = center.map { min(max($0, visible.lowerBound), visible.upperBound) } ?? visible.upperBound
        let share = (anchor - visible.lowerBound) / (visible.upperBound - visible.lowerBound)
        let low = min(max(anchor - share * span, all.lowerBound), all.upperBound - span)
        zoom = low...low + span
    }

    /// Moves the visible part so that its middle is at `center`, or as near as the run allows.
    private mutating func pan(to center: Double, span: Double, _ all: ClosedRange<Double>) {
        let low = min(max(center - span / 2, all.lowerBound), max(all.lowerBound, all.upperBound - span))
        zoom = low...low + span
    }

    /// The last and best values, for the border.
    func info(_ quantity: CurveSet.Quantity, _ state: LabState, _ context: ViewContext) -> [Span] {
        guard let shown = state.shownRun, shown.hasCurves else { return [] }
        let theme = context.theme
        let history = shown.history
        var spans: [Span] = []
        switch quantity {
        case .accuracy:
            if let test = history.test.last?.accuracy {
                spans.append(Span("test \(NumberFormat.percent(test))", theme.test))
            }
            if let best = Self.best(history) {
                spans.append(
                    Span(
                        "  best \(NumberFormat.percent(best.accuracy)) @ \(NumberFormat.general(best.epoch, digits: 3))",
                        theme.test.bold))
            }
            if let train = history.train.last?.accuracy {
                spans.append(Span("  train \(NumberFormat.percent(train))", theme.train))
            }
        case .loss:
            if let test = history.test.last?.loss {
                spans.append(Span("test \(NumberFormat.general(test, digits: 3))", theme.test))
            }
            if let lowest = Self.lowest(history) {
                spans.append(
                    Span(
                        "  lowest ◆ \(NumberFormat.general(lowest.loss, digits: 3)) @ \(NumberFormat.general(lowest.epoch, digits: 3))",
                        theme.test.bold))
            }
            if let train = history.train.last?.loss {
                spans.append(Span("  train \(NumberFormat.general(train, digits: 3))", theme.train))
            }
        }
        return spans
    }

    /// The best look at the test set: after an epoch, or the last one of a run that was stopped within one.
    static func best(_ history: TrainingHistory) -> (accuracy: Double, epoch: Double)? {
        var best = history.bestValidationAccuracy.map { ($0.validationAccuracy, Double($0.epoch)) }
        if let last = history.test.last, last.accuracy > best?.0 ?? 0, last.step > 0 {
            best = (last.accuracy, last.epoch)
        }
        return best.map { (accuracy: $0.0, epoch: $0.1) }
    }

    static func lowest(_ history: TrainingHistory) -> (loss: Double, epoch: Double)? {
        var lowest = history.lowestValidationLoss.map { ($0.validationLoss, Double($0.epoch)) }
        if let last = history.test.last, last.loss < lowest?.0 ?? .infinity, last.step > 0 {
            lowest = (last.loss, last.epoch)
        }
        return lowest.map { (loss: $0.0, epoch: $0.1) }
    }
}
