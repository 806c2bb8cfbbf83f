import TerminalUI

/// The mouse over a plot: a drag zooms to what it marks, one with Shift or another button moves what is visible.
extension TrainScreen {
    mutating func beginDrag(_ panel: Panel, _ mouse: MouseEvent, _ places: TrainLayout, _ state: LabState) {
        guard let x = x(panel, at: mouse.position, places, state) else { return }
        let moves = mouse.button != .left || mouse.modifiers.contains(.shift)
        drag = PlotDrag(start: x, end: x, moves: moves, visible: curves(state, state.context).visible)
        if !moves { cursor = x }
    }

    mutating func follow(_ drag: PlotDrag, _ mouse: MouseEvent, _ places: TrainLayout, _ state: LabState) {
        let panel: Panel = places.accuracy == nil ? .loss : .accuracy
        var drag = drag
        // Only the column counts: the pointer may leave the plot upwards and downwards.
        if let rect = panel == .accuracy ? places.accuracy : places.loss {
            let inside = Frame.inside(rect)
            let row = inside.y + inside.height / 2
            if let x = x(panel, at: Point(column: mouse.position.column, row: row), places, state) { drag.end = x }
        }
        let all = curves(state, state.context).extent
        if drag.moves {
            let span = drag.visible.upperBound - drag.visible.lowerBound
            let low = drag.visible.lowerBound + drag.start - drag.end
            let kept = min(max(low, all.lowerBound), max(all.lowerBound, all.upperBound - span))
            if span < all.upperBound - all.lowerBound { zoom = kept...kept + span }
            // The plot moved with the pointer: from here on, so does what was under it.
            drag.visible = zoom ?? drag.visible
            drag.end = drag.start
        }
        self.drag = mouse.kind == .release ? nil : drag
        guard mouse.kind == .release, !drag.moves, let marked = drag.marked else {
            if !drag.moves { cursor = drag.end }
            return
        }
        let visible = drag.visible.upperBound - drag.visible.lowerBound
        // A click that trembles is no drag.
        if marked.upperBound - marked.lowerBound > visible / 50 {
            zoom = marked
            cursor = nil
        }
    }

    private func x(_ panel: Panel, at point: Point, _ places: TrainLayout, _ state: LabState) -> Double? {
        guard let rect = panel == .accuracy ? places.accuracy : places.loss else { return nil }
        let plot = curves(state, state.context).plot(panel == .accuracy ? .accuracy : .loss, state.context)
        return plot.x(at: point, in: Frame.inside(rect), context: state.context)
    }
}

extension TrainScreen.PlotDrag {
    /// The part of the x axis between the ends of the drag.
    var marked: ClosedRange<Double>? {
        start == end ? nil : min(start, end)...max(start, end)
    }
}
