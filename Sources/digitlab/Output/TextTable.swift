/// Columns of text, each as wide as its widest cell.
struct TextTable {
    enum Alignment { case left, right }

    var headers: [String]
    var alignments: [Alignment]
    var rows: [[String]] = []

    init(_ columns: [(header: String, alignment: Alignment)]) {
        headers = columns.map(\.header)
        alignments = columns.map(\.alignment)
    }

    mutating func add(_ cells: [String]) {
        precondition(cells.count == headers.count, "a row has as many cells as there are columns")
        // Before they are measured: what is written out takes room.
        rows.append(cells.map { PrintableText.escaped($0) })
    }

    /// The header, and below it the rows, cut at `width` columns where one is given.
    func lines(width: Int? = nil) -> [String] {
        var widths = headers.map(\.count)
        for row in rows {
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.count) }
        }
        return ([headers] + rows).map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                if column > 0 { line += "  " }
                line += alignments[column] == .right ? padding + cell : cell + padding
            }
            while line.last == " " { line.removeLast() }
            guard let width, line.count > width else { return line }
            return String(line.prefix(max(0, width - 1))) + (Output.isUnicode ? "…" : ">")
        }
    }
}
