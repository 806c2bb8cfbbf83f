import TerminalUI

/// Every stage's answer in a line each, in one column with bars or in two narrow ones.
struct VerdictList: Widget {
    var verdicts: [Verdict]
    /// The stage in front.
    var front: String?
    var bounds: Rect
    var isLoaded = true

    private static let narrowest = 37
    private static let widest = 56

    private var columns: Int {
        bounds.width >= Self.narrowest * 2 && bounds.height < verdicts.count ? 2 : 1
    }

    /// Rows are spread where there is room for a blank one after each.
    private var pitch: Int {
        columns == 1 && bounds.height >= verdicts.count * 2 - 1 ? 2 : 1
    }

    /// The lines in sight with their places, column after column.
    private var rows: [(verdict: Verdict, rect: Rect)] {
        let capacity = max(0, columns * ((bounds.height + pitch - 1) / pitch))
        let selected = verdicts.firstIndex { $0.stageID == front } ?? 0
        // With more stages than lines, the one in front stays in sight.
        let first = max(0, min(selected - capacity + 1, verdicts.count - capacity))
        let lines = max(1, (bounds.height + pitch - 1) / pitch)
        let width = columns == 2 ? bounds.width / 2 : bounds.width
        return verdicts.dropFirst(first).prefix(capacity).enumerated().map { index, verdict in
            (
                verdict,
                Rect(
                    x: bounds.x + index / lines * width, y: bounds.y + index % lines * pitch,
                    width: width - (columns - 1),
                    height: 1)
            )
        }
    }

    /// The rows that the lines take.
    var height: Int { (rows.map(\.rect.bottom).max() ?? bounds.y) - bounds.y }

    /// The stage at a cell, for the mouse.
    func stage(at point: Point) -> String? { rows.first { $0.rect.contains(point) }?.verdict.stageID }

    func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        // What most stages say, to make the others stand out.
        let leading = verdicts.first { $0.stageID == front }?.answer
        for (verdict, place) in rows { draw(verdict, leading, on: &surface, in: place, context) }
    }

    private func draw(
        _ verdict: Verdict, _ leading: Int?, on surface: inout Surface, in rect: Rect, _ context: ViewContext
    ) {
        let theme = context.theme
        let isFront = verdict.stageID == front
        let emphasis: Style.Attributes = isFront ? .bold : []
        let isShort = rect.width < Self.narrowest - 1
        if isFront { surface.put("▸", at: rect.origin, style: theme.accent) }
        surface.put(
            TextMetrics.truncated(verdict.stageID, to: 10), at: rect.origin.offset(columns: 2),
            style: Style.plain.adding(emphasis))
        let markText = verdict.mark.map { isShort ? $0.shortText : $0.text }
        let markWidth = isShort ? 7 : 12
        let markRect = Rect(x: rect.right - markWidth, y: rect.y, width: markWidth, height: 1)
        let markStyle = verdict.mark == .trainingNow ? theme.good : theme.muted
        surface.put(
            markText ?? (isLoaded ? (isShort ? "–" : "not trained") : "…"), in: markRect, alignment: .left,
            style: markStyle)
        let digitColumn = isShort ? 13 : 14
        guard let answer = verdict.answer, let confidence = verdict.confidence else {
            surface.put("·", at: rect.origin.offset(columns: digitColumn), style: theme.muted)
            return
        }
        let style = answer == leading ? Style.plain.bold : theme.warning
        surface.put("\(answer)", at: rect.origin.offset(columns: digitColumn), style: style)
        let decimals = rect.width >= Self.widest ? 1 : 0
        let percent = NumberFormat.percent(confidence, confidence > 0.9995 ? 0 : decimals)
        if rect.width < Self.widest {
            let figure = Rect(x: rect.x + digitColumn + 1, y: rect.y, width: isShort ? 6 : 7, height: 1)
            surface.put(percent, in: figure, alignment: .right, style: Style.plain.adding(emphasis))
            return
        }
        // Name, digit, bar, figure, mark.
        let figure = Rect(x: markRect.x - 10, y: rect.y, width: 8, height: 1)
        surface.put(percent, in: figure, alignment: .right, style: Style.plain.adding(emphasis))
        let bar = Rect(x: rect.x + 18, y: rect.y, width: figure.x - rect.x - 19, height: 1)
        let color = isFront ? theme.accent : answer == leading ? theme.train : theme.warning
        surface.draw(
            Bars(items: [.init("", confidence, "", style: color)]), in: bar.inset(left: -3), context: context)
    }
}
