/// Rows of which one is selected, each with text at the left and a detail at the right; scrolls by itself.
///
///     List(items: stages.map { .init($0.name, detail: $0.best) }, selection: model.stage, isFocused: true)
public struct List: Widget, Hashable, Sendable {
    public struct Item: Hashable, Sendable {
        public var text: [Span]
        public var detail: [Span]

        public init(_ text: String, detail: String = "", style: Style = .plain) {
            self.text = [Span(text, style)]
            self.detail = detail.isEmpty ? [] : [Span(detail, style)]
        }

        public init(_ text: [Span], detail: [Span] = []) {
            self.text = text
            self.detail = detail
        }
    }

    public var items: [Item]
    public var selection: Int?
    public var isFocused: Bool
    /// Shown when there are no items.
    public var placeholder: String

    public init(items: [Item], selection: Int? = nil, isFocused: Bool = false, placeholder: String = "") {
        self.items = items
        self.selection = selection
        self.isFocused = isFocused
        self.placeholder = placeholder
    }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        if items.isEmpty {
            for (row, line) in TextMetrics.wrapped(placeholder, to: rect.width).enumerated() {
                surface.put(line, at: rect.origin.offset(rows: row), style: context.theme.muted)
            }
            return
        }
        let first = ScrollBar.offset(selection: selection, count: items.count, visible: rect.height)
        let scrolls = items.count > rect.height
        let width = rect.width - (scrolls ? 1 : 0)
        for row in 0..<min(rect.height, items.count) {
            let item = items[first + row]
            let line = Rect(x: rect.x, y: rect.y + row, width: width, height: 1)
            let isSelected = first + row == selection
            if isSelected { surface.put("▸", at: line.origin, style: context.theme.accent) }
            let detail = item.detail.width
            let room = width - 2 - (detail > 0 ? detail + 1 : 0)
            surface.put(item.text, at: line.origin.offset(columns: 2), maxWidth: max(0, room))
            if item.text.width > room && room > 0 {
                surface.put("…", at: line.origin.offset(columns: 1 + room), style: context.theme.muted)
            }
            surface.put(item.detail, at: Point(column: line.right - detail, row: line.y))
            if isSelected {
                let look = isFocused ? context.theme.selection : context.theme.quietSelection
                surface.restyle(line) { isFocused ? look.adding($0.attributes) : look.over($0) }
            }
        }
        surface.draw(
            ScrollBar(offset: first, visible: rect.height, total: items.count), in: rect, context: context)
    }

    /// The item at a cell, for the mouse.
    public func item(at point: Point, in rect: Rect) -> Int? {
        guard rect.contains(point) else { return nil }
        let index =
            ScrollBar.offset(selection: selection, count: items.count, visible: rect.height) + point.row - rect.y
        return items.indices.contains(index) ? index : nil
    }
}
