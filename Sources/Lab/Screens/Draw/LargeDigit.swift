import TerminalUI

/// A digit in large blocks, four by six pixels, in the terminal's own text colours.
struct LargeDigit: Widget {
    var digit: Int
    /// Columns and half rows a pixel.
    var zoom = 1
    var style = Style.plain

    static let columns = 4
    static let halfRows = 6

    /// Rows of four bits, the leftmost highest.
    private static let shapes: [[UInt8]] = [
        [0b0110, 0b1001, 0b1001, 0b1001, 0b1001, 0b0110],
        [0b0010, 0b0110, 0b0010, 0b0010, 0b0010, 0b0111],
        [0b1110, 0b0001, 0b0001, 0b0110, 0b1000, 0b1111],
        [0b1110, 0b0001, 0b0110, 0b0001, 0b0001, 0b1110],
        [0b1010, 0b1010, 0b1010, 0b1111, 0b0010, 0b0010],
        [0b1111, 0b1000, 0b1110, 0b0001, 0b0001, 0b1110],
        [0b0110, 0b1000, 0b1110, 0b1001, 0b1001, 0b0110],
        [0b1111, 0b0001, 0b0010, 0b0010, 0b0100, 0b0100],
        [0b0110, 0b1001, 0b0110, 0b1001, 0b1001, 0b0110],
        [0b0110, 0b1001, 0b1001, 0b0111, 0b0001, 0b0110],
    ]

    func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        precondition(Self.shapes.indices.contains(digit), "a digit is 0 to 9")
        func isSet(_ column: Int, _ line: Int) -> Bool {
            Self.shapes[digit][line / zoom] >> UInt8(3 - column / zoom) & 1 == 1
        }
        for row in 0..<min(rect.height, Self.halfRows * zoom / 2) {
            for column in 0..<min(rect.width, Self.columns * zoom) {
                let glyph: Unicode.Scalar? =
                    switch (isSet(column, row * 2), isSet(column, row * 2 + 1)) {
                    case (true, true): "█"
                    case (true, false): "▀"
                    case (false, true): "▄"
                    case (false, false): nil
                    }
                guard let glyph else { continue }
                surface[column: rect.x + column, row: rect.y + row] = Cell(glyph, style: style)
            }
        }
    }
}
