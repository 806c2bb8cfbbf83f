import Telemetry
import TerminalUI

extension TrainScreen {
    /// The curves of the chosen stage with the ghosts under them.
    func curves(_ state: LabState, _ context: ViewContext) -> CurveSet {
        var ghosts: [CurveSet.Ghost] = []
        let shownName = state.shownRun?.runName
        if let pinned = CurveSet.pinned(state, context), pinned.id != shownName { ghosts.append(pinned.ghost) }
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
        if let drag, !drag.moves { set.selection = drag.marked }
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

    /// Moves the cursor by a share of what is visible; the view follows it.
    mutating func moveCursor(_ share: Double, _ state: LabState) {
        let set = curves(state, state.context)
        let (all, visible) = (set.extent, set.visible)
        let span = visible.upperBound - visible.lowerBound
        let at = cursor ?? (share < 0 ? visible.upperBound : visible.lowerBound)
        let next = min(max(at + share * span, all.lowerBound), all.upperBound)
        cursor = next
        if !visible.contains(next) { pan(to: next, span: span, all) }
    }

    mutating func pan(pages: Int, _ state: LabState) {
        let set = curves(state, state.context)
        let visible = set.visible
        let center = pages < 0 ? visible.lowerBound : visible.upperBound
        pan(to: center, span: visible.upperBound - visible.lowerBound, set.extent)
    }

    mutating func showEnd(_ state: LabState) {
        let set = curves(state, state.context)
        let (all, visible) = (set.extent, set.visible)
        let span = min(visible.upperBound - visible.lowerBound, (all.upperBound - all.lowerBound) / 4)
        pan(to: all.upperBound, span: span, all)
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
