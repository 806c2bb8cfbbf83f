import CVTerm

/// What a person would see: the emulated terminal's cells.
final class TerminalScreen {
    struct Size: Equatable, CustomStringConvertible {
        var columns: Int
        var rows: Int

        init(_ columns: Int, _ rows: Int) {
            self.columns = columns
            self.rows = rows
        }

        var description: String { "\(columns)×\(rows)" }
    }

    private let emulator: OpaquePointer
    private(set) var size: Size
    private var knownLines: [String]?

    /// - Parameter kind: `TERM`; the Linux console has commands of its own.
    init(size: Size, kind: String) {
        self.size = size
        emulator = cvt_screen_new(Int32(size.rows), Int32(size.columns), kind == "linux")
    }

    deinit { cvt_screen_free(emulator) }

    func write(_ bytes: ArraySlice<UInt8>) {
        knownLines = nil
        bytes.withUnsafeBufferPointer { cvt_screen_write(emulator, $0.baseAddress, $0.count) }
    }

    func resize(_ size: Size) {
        knownLines = nil
        self.size = size
        cvt_screen_resize(emulator, Int32(size.rows), Int32(size.columns))
    }

    func cell(column: Int, row: Int) -> cvt_cell {
        var cell = cvt_cell()
        cvt_screen_cell(emulator, Int32(row), Int32(column), &cell)
        return cell
    }

    /// The lines without the blanks at their ends.
    var lines: [String] {
        if let knownLines { return knownLines }
        let lines = (0..<size.rows).map(line)
        knownLines = lines
        return lines
    }

    var text: String { lines.joined(separator: "\n") }

    private func line(_ row: Int) -> String {
        var text = String.UnicodeScalarView()
        var isRightHalf = false
        for column in 0..<size.columns {
            let cell = cell(column: column, row: row)
            if let scalar = Unicode.Scalar(cell.scalar), cell.scalar != 0 {
                text.append(scalar)
                if cell.mark != 0, let mark = Unicode.Scalar(cell.mark) { text.append(mark) }
                isRightHalf = scalar.properties.isEmojiPresentation || (0x1100...0x115F).contains(cell.scalar)
            } else if !isRightHalf {
                text.append(" ")
            }
        }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    /// Where a text stands, by cells; nil where it is nowhere.
    func position(of text: String, after row: Int = 0) -> (column: Int, row: Int)? {
        for (index, line) in lines.enumerated() where index >= row {
            if let range = line.range(of: text) {
                return (line.distance(from: line.startIndex, to: range.lowerBound), index)
            }
        }
        return nil
    }

    private var state: cvt_state { cvt_screen_state(emulator) }

    var isCursorVisible: Bool { state.cursor_visible }
    var isAlternate: Bool { state.alternate_screen }
    /// 0 off, 1 clicks, 2 drags, 3 every motion.
    var mouse: Int { Int(state.mouse) }
    var cursor: (column: Int, row: Int) { (Int(state.cursor_column), Int(state.cursor_row)) }

    /// Whether any cell has a colour of its own.
    var hasColor: Bool {
        (0..<size.rows).contains { row in
            (0..<size.columns).contains { column in
                let cell = cell(column: column, row: row)
                return cell.foreground >= 0 || cell.background >= 0
            }
        }
    }

    // MARK: What the terminal sends

    func press(_ key: TerminalKey) { cvt_screen_key(emulator, key.rawValue) }

    func moveMouse(column: Int, row: Int) { cvt_screen_mouse_move(emulator, Int32(row), Int32(column)) }

    /// - Parameter button: 1 left, 2 middle, 3 right, 4 wheel up, 5 wheel down.
    func mouseButton(_ button: Int, isPressed: Bool) { cvt_screen_mouse_button(emulator, Int32(button), isPressed) }

    /// The bytes that wait to be sent to the program.
    func takeOutput() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = cvt_screen_read_output(emulator, &bytes, bytes.count)
        return Array(bytes[..<count])
    }
}
