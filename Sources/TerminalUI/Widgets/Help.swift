/// An overlay that lists keys by section, in as many columns as the width allows.
public struct Help: Widget, Hashable, Sendable {
    public struct Section: Hashable, Sendable {
        public var title: String
        public var hints: [KeyHint]

        public init(_ title: String, _ hints: [KeyHint]) {
            self.title = title
            self.hints = hints
        }
    }

    public var title: String
    public var sections: [Section]
    /// Rows scrolled down.
    public var offset: Int

    public init(_ title: String, sections: [Section], offset: Int = 0) {
        self.title = title
        self.sections = sections
        self.offset = offset
    }

    private func lines(context: ViewContext) -> [[[Span]]] {
        let keys = sections.flatMap(\.hints).reduce(0) { max($0, TextMetrics.width($1.label)) }
        return sections.map { section in
            var lines: [[Span]] = [[Span(section.title, context.theme.title)]]
            for hint in section.hints {
                lines.append([
                    Span("  " + TextMetrics.fitted(hint.label, to: keys) + "  ", context.theme.accent),
                    Span(hint.action),
                ])
            }
            return lines
        }
    }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        let blocks = lines(context: context)
        let width = blocks.flatMap { $0 }.reduce(0) { max($0, $1.width) }
        guard width > 0 else { return }
        // Sections are dealt to the column that is shortest so far, in order.
        let count = max(1, min(min(3, blocks.count), (rect.width - 4 + 4) / (width + 4)))
        let total = blocks.reduce(0) { $0 + $1.count + 1 }
        var columns: [[[Span]]] = [[]]
        for block in blocks {
            let isFull = columns[columns.count - 1].count + block.count > (total + count - 1) / count
            if isFull && columns.count < count && !columns[columns.count - 1].isEmpty { columns.append([]) }
            if !columns[columns.count - 1].isEmpty { columns[columns.count - 1].append([]) }
            columns[columns.count - 1] += block
        }
        let height = columns.reduce(0) { max($0, $1.count) }
        let inner = (width + 4) * columns.count - 4
        let box = rect.centered(
            Size(columns: max(inner + 4, TextMetrics.width(title) + 6), rows: height + 2))
        surface.fill(box)
        surface.draw(
            Frame(
                title, footer: [Span(height > box.height - 2 ? "↑↓ scroll  Esc close" : "Esc close")], isFocused: true),
            in: box, context: context)
        let inside = box.inset(columns: 2, rows: 1)
        let first = min(max(0, offset), max(0, height - inside.height))
        surface.clipped(to: inside) { surface in
            for (index, column) in columns.enumerated() {
                for (row, line) in column.dropFirst(first).enumerated() where row < inside.height {
                    surface.put(line, at: inside.origin.offset(columns: index * (width + 4), rows: row))
                }
            }
        }
        surface.draw(
            ScrollBar(offset: first, visible: inside.height, total: height),
            in: Rect(x: box.right - 1, y: inside.y, width: 1, height: inside.height), context: context)
    }
}
