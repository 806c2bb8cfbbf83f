/// A square of counts with its rows and columns named, such as the confusion matrix; off the diagonal counts are errors.
///
///     HeatMap(counts: matrix, rowTitle: "digit", columnTitle: "answered", selection: (row: 4, column: 9))
public struct HeatMap: Widget, Sendable {
    /// `counts[row][column]`.
    public var counts: [[Int]]
    public var rowLabels: [String]
    public var columnLabels: [String]
    public var rowTitle: String
    public var columnTitle: String
    public var selection: (row: Int, column: Int)?

    public init(
        counts: [[Int]], rowLabels: [String]? = nil, columnLabels: [String]? = nil, rowTitle: String = "",
        columnTitle: String = "", selection: (row: Int, column: Int)? = nil
    ) {
        self.counts = counts
        self.rowLabels = rowLabels ?? counts.indices.map(String.init)
        self.columnLabels = columnLabels ?? (counts.first?.indices.map(String.init) ?? [])
        self.rowTitle = rowTitle
        self.columnTitle = columnTitle
        self.selection = selection
    }

    /// Where the cells are: the first one's place, and the columns and rows from one to the next.
    private func layout(in rect: Rect) -> (origin: Point, width: Int, height: Int) {
        let labels = max(
            rowLabels.reduce(0) { max($0, TextMetrics.width($1)) }, rect.width > 40 ? TextMetrics.width(rowTitle) : 0)
        let columns = max(1, columnLabels.count)
        let width = min(6, max(2, (rect.width - labels - 1) / columns))
        let top = (columnTitle.isEmpty || rect.height < counts.count + 2 ? 0 : 1) + 1
        let height = max(1, min(2, (rect.height - top) / max(1, counts.count)))
        return (Point(column: rect.x + labels + 1, row: rect.y + top), width, height)
    }

    /// The count in at most `width - 1` columns.
    private static func text(_ count: Int, width: Int) -> String {
        if count == 0 { return "·" }
        let full = String(count)
        if full.count < width || (full.count <= width && width <= 3) { return full }
        if count >= 1000 && width >= 4 { return String((count + 500) / 1000) + "k" }
        return width >= 2 && count >= 1000 ? "#" : String(full.prefix(1)) + "+"
    }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        let (origin, width, height) = layout(in: rect)
        if origin.row > rect.y + 1 {
            surface.put(columnTitle, at: Point(column: origin.column, row: rect.y), style: context.theme.muted)
            if TextMetrics.width(rowTitle) < origin.column - rect.x {
                surface.put(rowTitle, at: Point(column: rect.x, row: rect.y + 1), style: context.theme.muted)
            }
        }
        for (column, label) in columnLabels.enumerated() {
            let place = Rect(x: origin.column + column * width, y: origin.row - 1, width: width - 1, height: 1)
            let style = selection?.column == column ? context.theme.accent : context.theme.title
            surface.put(label, in: place, alignment: .right, style: style)
        }
        for (row, values) in counts.enumerated() {
            let y = origin.row + row * height
            if y >= rect.bottom { break }
            let place = Rect(x: rect.x, y: y, width: origin.column - rect.x - 1, height: 1)
            let style = selection?.row == row ? context.theme.accent : context.theme.title
            surface.put(rowLabels[row], in: place, alignment: .right, style: style)
            let total = values.reduce(0, +)
            for (column, count) in values.enumerated() {
                let cell = Rect(x: origin.column + column * width, y: y, width: width, height: height)
                let share = total > 0 ? Double(count) / Double(total) : 0
                let isSelected = selection.map { $0.row == row && $0.column == column } ?? false
                draw(count, share, isRight: row == column, isSelected, on: &surface, in: cell, context)
            }
        }
    }

    private func draw(
        _ count: Int, _ share: Double, isRight: Bool, _ isSelected: Bool, on surface: inout Surface, in cell: Rect,
        _ context: ViewContext
    ) {
        var style = Style.plain
        if count == 0 {
            style = context.theme.border
        } else if context.colors >= .indexed256 {
            // The root lets a handful of errors among a thousand be seen.
            let strength = isRight ? share * share * 0.75 + 0.25 : min(1, (share * 12).squareRoot() * 0.75 + 0.25)
            let full: Color = isRight ? .hex(0x009E73) : .hex(0xD55E00)
            style = Style(
                foreground: .hex(0xFFFFFF), background: Color.hex(0x1C1C1C).mixed(with: full, share: strength))
        } else {
            style = isRight ? context.theme.good : share > 0.01 ? context.theme.bad : .plain
        }
        if isSelected { style = context.theme.selection.adding(.reverse.intersection(style.attributes)) }
        for row in cell.y..<cell.bottom {
            if style.background != .standard || isSelected {
                surface.put(
                    String(repeating: " ", count: cell.width), at: Point(column: cell.x, row: row), style: style)
            }
        }
        let text = Self.text(count, width: cell.width)
        let place = Rect(x: cell.x, y: cell.y, width: cell.width - (cell.width > 2 ? 1 : 0), height: 1)
        surface.put(text, in: place, row: (cell.height - 1) / 2, alignment: .right, style: style)
        if isSelected && cell.width > 3 {
            surface.put("▸", at: Point(column: cell.x, row: cell.y + (cell.height - 1) / 2), style: style)
        }
    }

    /// The matrix's cell at a cell of the screen, for the mouse.
    public func cell(at point: Point, in rect: Rect) -> (row: Int, column: Int)? {
        let (origin, width, height) = layout(in: rect)
        guard point.row >= origin.row, point.column >= origin.column, rect.contains(point) else { return nil }
        let row = (point.row - origin.row) / height
        let column = (point.column - origin.column) / width
        guard counts.indices.contains(row), columnLabels.indices.contains(column) else { return nil }
        return (row, column)
    }
}
