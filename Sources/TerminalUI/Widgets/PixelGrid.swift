/// Levels of square pixels (0…1, or -1…1 when signed) and the ways to put them into cells.
struct PixelGrid {
    var width: Int
    var height: Int
    var levels: [Float]
    var isSigned: Bool

    /// 0 where there is no pixel.
    private func level(_ column: Int, _ row: Int) -> Float {
        column < width && row < height ? levels[row * width + column] : 0
    }

    /// Black to white; or amber over black to blue.
    func color(_ level: Float) -> Color {
        if !isSigned { return .gray(UInt8((level * 255).rounded())) }
        // A root lifts small weights out of the black, where the eye sees nothing.
        return (level < 0 ? ColorRamp.amber : .blue).color(Double(abs(level).squareRoot()))
    }

    func drawHalfBlocks(on surface: inout Surface, at origin: Point) {
        for row in stride(from: 0, to: height, by: 2) {
            for column in 0..<width {
                let top = color(level(column, row))
                var cell: Cell
                if row + 1 < height {
                    let bottom = color(level(column, row + 1))
                    cell =
                        top == bottom
                        ? Cell(" ", style: Style(background: top))
                        : Cell("▀", style: Style(foreground: top, background: bottom))
                } else {
                    cell = Cell("▀", style: Style(foreground: top))
                }
                place(cell, on: &surface, origin, column, row / 2)
            }
        }
    }

    /// Bayer's 4×4 thresholds: dots spread evenly over every grey level.
    private static let thresholds: [Float] = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5].map {
        ($0 + 0.5) / 16
    }

    func drawBraille(on surface: inout Surface, at origin: Point, _ context: ViewContext) {
        for row in stride(from: 0, to: height, by: 4) {
            for column in stride(from: 0, to: width, by: 2) {
                var bits: UInt32 = 0
                var positive = 0
                for y in 0..<4 {
                    for x in 0..<2 {
                        let value = level(column + x, row + y)
                        let threshold = Self.thresholds[((row + y) & 3) * 4 + ((column + x) & 3)]
                        if abs(value) > threshold {
                            bits |= DotCanvas.brailleBit(x, y)
                            positive += value > 0 ? 1 : -1
                        }
                    }
                }
                guard bits != 0, let scalar = Unicode.Scalar(0x2800 + bits) else { continue }
                let style: Style = isSigned ? .color(color(positive >= 0 ? 1 : -1)) : .plain
                place(
                    Cell(scalar, style: context.colors == .none ? .plain : style), on: &surface, origin, column / 2,
                    row / 4)
            }
        }
    }

    /// Characters with how much of their upper and lower half they ink.
    private static let unicodeInk: [(Unicode.Scalar, Float, Float)] = [
        (" ", 0, 0), ("░", 0.25, 0.25), ("▒", 0.5, 0.5), ("▓", 0.75, 0.75), ("█", 1, 1), ("▀", 1, 0), ("▄", 0, 1),
    ]
    private static let asciiInk: [(Unicode.Scalar, Float, Float)] = [
        (" ", 0, 0), (".", 0, 0.25), ("'", 0.25, 0), (":", 0.25, 0.3), ("-", 0.12, 0.12), ("=", 0.4, 0.4),
        ("+", 0.5, 0.5), ("*", 0.6, 0.55), ("\"", 0.6, 0), ("_", 0, 0.45), ("#", 0.8, 0.8), ("%", 0.7, 0.7),
        ("@", 1, 1), ("^", 0.45, 0), ("P", 0.95, 0.5), ("d", 0.5, 0.95),
    ]

    /// Without enough colours: the character whose ink comes nearest to the two pixels of a cell.
    func drawShades(on surface: inout Surface, at origin: Point, _ context: ViewContext) {
        let inks = context.glyphs == .ascii ? Self.asciiInk : Self.unicodeInk
        for row in stride(from: 0, to: height, by: 2) {
            for column in 0..<width {
                let top = level(column, row)
                let bottom = row + 1 < height ? level(column, row + 1) : isSigned ? top : 0
                if isSigned {
                    place(signed((top + bottom) / 2, context), on: &surface, origin, column, row / 2)
                    continue
                }
                var best = inks[0].0
                var least = Float.infinity
                for (scalar, upper, lower) in inks {
                    let error = (top - upper) * (top - upper) + (bottom - lower) * (bottom - lower)
                    if error < least {
                        least = error
                        best = scalar
                    }
                }
                place(Cell(best), on: &surface, origin, column, row / 2)
            }
        }
    }

    /// Signs that grow with the magnitude; the hue repeats what the sign says.
    private func signed(_ level: Float, _ context: ViewContext) -> Cell {
        let step = min(3, Int((abs(level).squareRoot() * 4).rounded(.down)))
        let ramp: [Unicode.Scalar] = level < 0 ? [" ", ".", "-", "="] : [" ", ":", "+", "#"]
        let color = level < 0 ? context.theme.negative : context.theme.positive
        return Cell(ramp[step], style: Style(foreground: color, attributes: step == 3 ? .bold : []))
    }

    private func place(_ cell: Cell, on surface: inout Surface, _ origin: Point, _ column: Int, _ row: Int) {
        surface[column: origin.column + column, row: origin.row + row] = cell
    }
}
