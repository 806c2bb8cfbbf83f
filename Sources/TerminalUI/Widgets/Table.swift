/// Rows and columns under a header, one row selected, some marked; scrolls by itself.
///
///     Table(columns: [.init("run", width: .flexible), .init("best", width: .fixed(8), alignment: .right)], rows: rows)
public struct Table: Widget, Hashable, Sendable {
    public struct Column: Hashable, Sendable {
        public var title: String
        public var width: Length
        public var alignment: Alignment

        public init(_ title: String, width: Length = .flexible, alignment: Alignment = .left) {
            self.title = title
            self.width = width
            self.alignment = alignment
        }
    }

    public struct Row: Hashable, Sendable {
        public var cells: [Span]
        /// Drawn with a ● before it: chosen for something.
        public var isMarked: Bool

        public init(_ cells: [Span], isMarked: Bool = false) {
            self.cells = cells
            self.isMarked = isMarked
        }

        public init(_ cells: [String], isMarked: Bool = false) {
            self.init(cells.map { Span($0) }, isMarked: isMarked)
        }
    }

    /// Which column orders the rows, and how.
    public struct Sort: Hashable, Sendable {
        public var column: Int
        public var isAscending: Bool

        public init(column: Int, isAscending: Bool) {
            self.column = column
            self.isAscending = isAscending
        }
    }

    public var columns: [Column]
    public var rows: [Row]
    public var selection: Int?
    public var sort: Sort?
    public var isFocused: Bool
    /// Shown when there are no rows.
    public var placeholder: String

    public init(
        columns: [Column], rows: [Row], selection: Int? = nil, sort: Sort? = nil, isFocused: Bool = false,
        placeholder: String = ""
    ) {
        self.columns = columns
        self.rows = rows
        self.selection = selection
        self.sort = sort
        self.isFocused = isFocused
        self.placeholder = placeholder
    }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        let (header, body) = rect.split(top: 1)
        let scrolls = rows.count > body.height
        let inner = header.inset(left: 3, right: scrolls ? 1 : 0)
        let places = inner.columns(columns.map(\.width), spacing: 2)
        for (index, column) in columns.enumerated() {
            var title = column.title
            if let sort, sort.column == index { title += sort.isAscending ? " ▴" : " ▾" }
            surface.put(title, in: places[index], alignment: column.alignment, style: context.theme.muted.underlined)
        }
        if rows.isEmpty {
            for (row, line) in TextMetrics.wrapped(placeholder, to: max(1, inner.width)).enumerated() {
                surface.put(line, at: Point(column: inner.x, row: body.y + row), style: context.theme.muted)
            }
            return
        }
        let first = ScrollBar.offset(selection: selection, count: rows.count, visible: body.height)
        for offset in 0..<min(body.height, rows.count) {
            let row = rows[first + offset]
            let line = Rect(x: rect.x, y: body.y + offset, width: rect.width - (scrolls ? 1 : 0), height: 1)
            let isSelected = first + offset == selection
            if isSelected { surface.put("▸", at: line.origin, style: context.theme.accent) }
            if row.isMarked { surface.put("●", at: line.origin.offset(columns: 1), style: context.theme.accent) }
            for (index, cell) in row.cells.prefix(columns.count).enumerated() {
                surface.put(
                    cell.text, in: places[index], row: 1 + offset, alignment: columns[index].alignment,
                    style: cell.style)
            }
            if isSelected {
                let look = isFocused ? context.theme.selection : context.theme.quietSelection
                surface.restyle(line) { isFocused ? look.adding($0.attributes) : look.over($0) }
            }
        }
        surface.draw(ScrollBar(offset: first, visible: body.height, total: rows.count), in: body, context: context)
    }

    /// The row at a cell, for the mouse.
    public func row(at point: Point, in rect: Rect) -> Int? {
        let body = rect.split(top: 1).rest
        guard body.contains(point) else { return nil }
        let index = ScrollBar.offset(selection: selection, count: rows.count, visible: body.height) + point.row - body.y
        return rows.indices.contains(index) ? index : nil
    }

    /// The column whose header is at a cell, for the mouse.
    public func header(at point: Point, in rect: Rect) -> Int? {
        let (header, body) = rect.split(top: 1)
        guard header.contains(point) else { return nil }
        let inner = header.inset(left: 3, right: rows.count > body.height ? 1 : 0)
        return inner.columns(columns.map(\.width), spacing: 2).firstIndex { $0.contains(point) }
    }
}
