/// A grid of cells that widgets draw into; the terminal shows it as a whole.
///
/// Whatever falls outside ``clip`` is dropped, so that a widget need not count. Text can be compared in tests:
///
///     var surface = Surface(Size(columns: 8, rows: 1))
///     surface.put("digits", at: .zero)
///     surface.text == "digits"
public struct Surface: Hashable, Sendable {
    public let size: Size
    /// Row after row, `size.columns * size.rows` of them.
    public private(set) var cells: [Cell]
    /// Where drawing has an effect; inside the surface.
    public private(set) var clip: Rect

    public init(_ size: Size, filledWith cell: Cell = .blank) {
        self.size = size
        cells = [Cell](repeating: cell, count: size.columns * size.rows)
        clip = Rect(size)
    }

    public var bounds: Rect { Rect(size) }

    /// The cell at a place of the surface.
    public subscript(column column: Int, row row: Int) -> Cell {
        get {
            precondition(
                column >= 0 && column < size.columns && row >= 0 && row < size.rows, "cell outside the surface")
            return cells[row * size.columns + column]
        }
        set {
            guard clip.contains(Point(column: column, row: row)) else { return }
            let index = row * size.columns + column
            breakWide(at: index, column: column)
            cells[index] = newValue
        }
    }

    public subscript(_ point: Point) -> Cell {
        get { self[column: point.column, row: point.row] }
        set { self[column: point.column, row: point.row] = newValue }
    }

    /// Overwriting one half of a wide character blanks the other half, as terminals do.
    @inline(__always)
    private mutating func breakWide(at index: Int, column: Int) {
        if cells[index].isContinuation && column > 0 {
            cells[index - 1].scalar = 0x20
            cells[index - 1].mark = 0
            cells[index].scalar = 0x20
        }
        if column + 1 < size.columns && cells[index + 1].isContinuation { cells[index + 1].scalar = 0x20 }
    }

    /// Writes one line of text from `point` on and returns the columns it took.
    ///
    /// Wide characters take two columns, one that does not fit ends the text. Combining marks join the cell before.
    /// Control characters become `?`, so that no data can reach the terminal as a command.
    @discardableResult
    public mutating func put(
        _ text: some StringProtocol, at point: Point, style: Style = .plain, maxWidth: Int = .max
    ) -> Int {
        let visible = point.row >= clip.y && point.row < clip.bottom
        var column = point.column
        let end = maxWidth >= Int.max - abs(column) ? Int.max : column + maxWidth
        let base = point.row * size.columns
        for scalar in text.unicodeScalars {
            let width = TextMetrics.width(of: scalar)
            if width == 0 {
                let before = column - 1
                if visible && column > point.column && before >= clip.x && before < clip.right {
                    addMark(scalar, at: base + before)
                }
                continue
            }
            if column + width > end { break }
            if visible && column >= clip.x && column + width <= clip.right {
                let index = base + column
                breakWide(at: index, column: column)
                let isControl = scalar.value < 0x20 || (scalar.value >= 0x7F && scalar.value < 0xA0)
                cells[index] = Cell(isControl ? "?" : scalar, style: style)
                if width == 2 {
                    breakWide(at: index + 1, column: column + 1)
                    cells[index] = Cell(scalar, style: style)
                    cells[index + 1] = .continuation(style: style)
                }
            }
            column += width
        }
        return column - point.column
    }

    /// Joins a combining mark to a cell; one is kept, selectors and joiners are dropped (they could change widths).
    private mutating func addMark(_ scalar: Unicode.Scalar, at index: Int) {
        let target = cells[index].isContinuation ? index - 1 : index
        guard target >= 0, cells[target].mark == 0, cells[target].scalar != 0x20 else { return }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: break
        default: return
        }
        if (0xFE00...0xFE0F).contains(scalar.value) || scalar.value == 0x20E3 { return }
        cells[target].mark = scalar.value
    }

    /// Writes pieces of text one after the other and returns the columns they took.
    @discardableResult
    public mutating func put(_ spans: [Span], at point: Point, maxWidth: Int = .max) -> Int {
        var used = 0
        for span in spans {
            if used >= maxWidth { break }
            used += put(span.text, at: point.offset(columns: used), style: span.style, maxWidth: maxWidth - used)
        }
        return used
    }

    /// Writes text aligned inside one row of a rectangle, cut with an ellipsis when too long.
    public mutating func put(
        _ text: String, in rect: Rect, row: Int = 0, alignment: Alignment, style: Style = .plain
    ) {
        let cut = TextMetrics.truncated(text, to: rect.width)
        let free = rect.width - TextMetrics.width(cut)
        let shift =
            switch alignment {
            case .left: 0
            case .center: free / 2
            case .right: free
            }
        put(cut, at: Point(column: rect.x + shift, row: rect.y + row), style: style, maxWidth: rect.width)
    }

    /// Fills a rectangle with one cell.
    public mutating func fill(_ rect: Rect, with cell: Cell = .blank) {
        let area = rect.intersection(clip)
        guard !area.isEmpty else { return }
        for row in area.y..<area.bottom {
            for column in area.x..<area.right { self[column: column, row: row] = cell }
        }
    }

    /// Changes the style of every cell of a rectangle, keeping its characters.
    public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
        let area = rect.intersection(clip)
        guard !area.isEmpty else { return }
        for row in area.y..<area.bottom {
            for index in (row * size.columns + area.x)..<(row * size.columns + area.right) {
                cells[index].style = change(cells[index].style)
            }
        }
    }

    /// Copies another surface onto this one with its top left cell at `point`.
    public mutating func draw(_ other: Surface, at point: Point) {
        let area = Rect(x: point.column, y: point.row, width: other.size.columns, height: other.size.rows)
            .intersection(clip)
        guard !area.isEmpty else { return }
        for row in area.y..<area.bottom {
            for column in area.x..<area.right {
                var cell = other.cells[(row - point.row) * other.size.columns + column - point.column]
                let isCutLeft = cell.isContinuation && column == area.x && column > point.column
                let next = column - point.column + 1
                let isCutRight =
                    column + 1 == area.right && next < other.size.columns
                    && other.cells[(row - point.row) * other.size.columns + next].isContinuation
                if isCutLeft || isCutRight { cell = Cell(" ", style: cell.style) }
                let index = row * size.columns + column
                if !cell.isContinuation { breakWide(at: index, column: column) }
                if cell.isContinuation && column + 1 < size.columns && cells[index + 1].isContinuation {
                    cells[index + 1].scalar = 0x20
                }
                cells[index] = cell
            }
        }
    }

    /// Draws with the clip narrowed to `rect`.
    public mutating func clipped(to rect: Rect, _ body: (inout Surface) -> Void) {
        let before = clip
        clip = clip.intersection(rect)
        body(&self)
        clip = before
    }

    /// Changes every character by a rule; one for one, a wide character's replacement is narrow.
    mutating func replaceScalars(_ change: (UInt32) -> UInt32) {
        for index in cells.indices {
            let scalar = cells[index].scalar
            if scalar < 0x7F { continue }
            let other = change(scalar)
            if other == scalar { continue }
            cells[index].scalar = other
            if (index + 1) % size.columns != 0 && cells[index + 1].isContinuation { cells[index + 1].scalar = 0x20 }
        }
    }

    mutating func removeMarks() {
        for index in cells.indices where cells[index].mark != 0 { cells[index].mark = 0 }
    }

    /// The rows joined with newlines, spaces at their ends and empty rows at the end left out: what tests compare.
    public var text: String {
        var lines: [String] = []
        lines.reserveCapacity(size.rows)
        for row in 0..<size.rows {
            var line = ""
            for cell in cells[(row * size.columns)..<((row + 1) * size.columns)] where !cell.isContinuation {
                line.append(cell.character)
            }
            while line.last == " " { line.removeLast() }
            lines.append(line)
        }
        while lines.last == "" { lines.removeLast() }
        return lines.joined(separator: "\n")
    }
}
