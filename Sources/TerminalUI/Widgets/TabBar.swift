/// The top line: the program's name, numbered tabs, and facts at the right.
///
///     TabBar(name: "digitlab", tabs: ["Train", "Digits"], selection: 0, info: [Span("▶ training")])
public struct TabBar: Widget, Hashable, Sendable {
    public var name: String
    public var tabs: [String]
    public var selection: Int
    public var info: [Span]

    public init(name: String, tabs: [String], selection: Int, info: [Span] = []) {
        self.name = name
        self.tabs = tabs
        self.selection = selection
        self.info = info
    }

    /// Where each tab stands, and how it reads.
    private func layout(in rect: Rect) -> (start: Int, tabs: [(column: Int, text: String)], end: Int) {
        // Wide gaps, then narrow ones, then the selected title only.
        for (gap, isShort, named) in [
            (3, false, true), (2, false, true), (1, false, true), (1, true, true), (1, true, false),
        ] {
            var column = rect.x + 1
            if named { column += TextMetrics.width(name) + gap }
            let start = column
            var places: [(column: Int, text: String)] = []
            for (index, title) in tabs.enumerated() {
                let text = isShort && index != selection ? "\(index + 1)" : "\(index + 1) \(title)"
                places.append((column, text))
                column += TextMetrics.width(text) + gap
            }
            let end = column - gap
            if end + (info.isEmpty ? 0 : info.width + 3) <= rect.right || !named { return (start, places, end) }
        }
        return (rect.x, [], rect.x)
    }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        let (start, places, end) = layout(in: rect)
        if start > rect.x + 1 {
            surface.put(name, at: Point(column: rect.x + 1, row: rect.y), style: context.theme.title)
        }
        for (index, place) in places.enumerated() {
            let point = Point(column: place.column, row: rect.y)
            if index == selection {
                // The mark under the tab, not its colour alone, says where one is.
                surface.put(place.text, at: point, style: context.theme.accent.underlined)
            } else {
                let number = surface.put("\(index + 1)", at: point, style: .plain)
                surface.put(place.text.dropFirst(number), at: point.offset(columns: number), style: context.theme.muted)
            }
        }
        var shown = info
        while !shown.isEmpty && end + 2 + shown.width + 1 > rect.right { shown.removeFirst() }
        surface.put(shown, at: Point(column: rect.right - 1 - shown.width, row: rect.y))
    }

    /// The tab at a cell, for the mouse.
    public func tab(at point: Point, in rect: Rect) -> Int? {
        guard point.row == rect.y else { return nil }
        return layout(in: rect).tabs.firstIndex {
            point.column >= $0.column && point.column < $0.column + TextMetrics.width($0.text)
        }
    }
}
