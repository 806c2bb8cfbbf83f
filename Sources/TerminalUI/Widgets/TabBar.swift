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

    /// Where each tab stands and how it reads, and the facts there is room for: the last of them matter most.
    private func layout(in rect: Rect) -> (start: Int, tabs: [(column: Int, text: String)], info: ArraySlice<Span>) {
        func place(gap: Int, isShort: Bool) -> (start: Int, tabs: [(column: Int, text: String)], end: Int) {
            var column = rect.x + 1 + TextMetrics.width(name) + (name.isEmpty ? 0 : gap)
            let start = column
            var places: [(column: Int, text: String)] = []
            for (index, title) in tabs.enumerated() {
                let text = isShort && index != selection ? "\(index + 1)" : "\(index + 1) \(title)"
                places.append((column, text))
                column += TextMetrics.width(text) + gap
            }
            return (start, places, column - gap)
        }
        // First the gaps shrink, then the facts go but for the last, then the titles, then the facts altogether.
        for (isShort, least) in [(false, min(1, info.count)), (true, min(1, info.count)), (true, 0)] {
            for count in stride(from: info.count, through: least, by: -1) {
                let shown = info.suffix(count)
                for gap in [3, 2, 1] {
                    let (start, places, end) = place(gap: gap, isShort: isShort)
                    let width = Array(shown).width
                    if end + (width == 0 ? 0 : width + 2) < rect.right { return (start, places, shown) }
                }
            }
        }
        let (start, places, _) = place(gap: 1, isShort: true)
        return (start, places, [])
    }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        let (_, places, shown) = layout(in: rect)
        surface.put(name, at: Point(column: rect.x + 1, row: rect.y), style: context.theme.title)
        for (index, place) in places.enumerated() {
            let point = Point(column: place.column, row: rect.y)
            if index == selection {
                // The line under the tab, not its colour alone, says where one is.
                surface.put(place.text, at: point, style: context.theme.accent.underlined)
            } else {
                let number = surface.put("\(index + 1)", at: point, style: .plain)
                surface.put(place.text.dropFirst(number), at: point.offset(columns: number), style: context.theme.muted)
            }
        }
        let facts = Array(shown)
        surface.put(facts, at: Point(column: rect.right - 1 - facts.width, row: rect.y))
    }

    /// The tab at a cell, for the mouse.
    public func tab(at point: Point, in rect: Rect) -> Int? {
        guard point.row == rect.y else { return nil }
        return layout(in: rect).tabs.firstIndex {
            point.column >= $0.column && point.column < $0.column + TextMetrics.width($0.text)
        }
    }
}
