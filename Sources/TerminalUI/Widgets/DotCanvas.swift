/// Dots finer than cells for curves: 2×4 in Braille, 1×2 in half blocks, one a cell in ASCII.
struct DotCanvas {
    let columns: Int
    let rows: Int
    let glyphs: GlyphLevel
    private var bits: [UInt8]
    private var styles: [Style]
    /// The curve below in cells that two of them share.
    private var below: [Style?]
    /// The layer that drew a cell last.
    private var layers: [UInt8]
    private var layer: UInt8 = 0
    private var markers: [Unicode.Scalar]

    init(columns: Int, rows: Int, glyphs: GlyphLevel) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
        self.glyphs = glyphs
        let count = self.columns * self.rows
        bits = [UInt8](repeating: 0, count: count)
        styles = [Style](repeating: .plain, count: count)
        below = [Style?](repeating: nil, count: count)
        layers = [UInt8](repeating: 0, count: count)
        markers = [Unicode.Scalar](repeating: "*", count: glyphs == .ascii ? count : 0)
    }

    var dotsAcross: Int { glyphs == .braille ? 2 : 1 }
    var dotsDown: Int { glyphs == .braille ? 4 : glyphs == .block ? 2 : 1 }
    var width: Int { columns * dotsAcross }
    var height: Int { rows * dotsDown }

    /// The bit of a dot in a Braille character.
    static func brailleBit(_ x: Int, _ y: Int) -> UInt32 {
        y == 3 ? (x == 0 ? 0x40 : 0x80) : UInt32(1) << UInt32(x * 3 + y)
    }

    mutating func set(_ x: Int, _ y: Int, style: Style, marker: Unicode.Scalar) {
        guard x >= 0, y >= 0, x < width, y < height else { return }
        let index = y / dotsDown * columns + x / dotsAcross
        if bits[index] != 0, styles[index] != style { below[index] = layers[index] == layer ? styles[index] : nil }
        bits[index] |= UInt8(Self.brailleBit(x % dotsAcross, y % dotsDown))
        styles[index] = style
        layers[index] = layer
        if glyphs == .ascii { markers[index] = marker }
    }

    /// The dots from one row to another in a column, a cell at a time: curves that swing are mostly these.
    private mutating func fill(column x: Int, rows: ClosedRange<Int>, style: Style, marker: Unicode.Scalar) {
        let down = dotsDown
        let across = x % dotsAcross
        for row in rows.lowerBound / down...rows.upperBound / down {
            let index = row * columns + x / dotsAcross
            if bits[index] != 0, styles[index] != style { below[index] = layers[index] == layer ? styles[index] : nil }
            var mask: UInt32 = 0
            for y in max(rows.lowerBound, row * down)...min(rows.upperBound, row * down + down - 1) {
                mask |= Self.brailleBit(across, y - row * down)
            }
            bits[index] |= UInt8(mask)
            styles[index] = style
            layers[index] = layer
            if glyphs == .ascii { markers[index] = marker }
        }
    }

    /// What is drawn from now on covers what was drawn before; within a layer, curves share their cells.
    mutating func beginLayer() { layer += 1 }

    /// A line between two places given in dots, cut to the canvas first, so that its cost is bounded by the canvas.
    mutating func line(
        _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, style: Style, pattern: Plot.Pattern, isFaint: Bool
    ) {
        guard width > 0, height > 0 else { return }
        // Liang and Barsky: the part of the line inside the canvas.
        let dx = x1 - x0
        let dy = y1 - y0
        var from = 0.0
        var to = 1.0
        for (delta, room) in [
            (-dx, x0 + 0.5), (dx, Double(width) - 0.5 - x0), (-dy, y0 + 0.5), (dy, Double(height) - 0.5 - y0),
        ] {
            if delta == 0 {
                if room < 0 { return }
            } else if delta < 0 {
                from = max(from, room / delta)
            } else {
                to = min(to, room / delta)
            }
        }
        if from > to { return }
        func whole(_ value: Double, _ limit: Int) -> Int { min(limit - 1, max(0, Int(value.rounded()))) }
        var x = whole(x0 + from * dx, width)
        var y = whole(y0 + from * dy, height)
        let endX = whole(x0 + to * dx, width)
        let endY = whole(y0 + to * dy, height)
        if x == endX, pattern == .solid, !isFaint {
            return fill(column: x, rows: min(y, endY)...max(y, endY), style: style, marker: pattern.marker)
        }
        let stepX = endX > x ? 1 : -1
        let stepY = endY > y ? 1 : -1
        let spanX = abs(endX - x)
        let spanY = abs(endY - y)
        var error = spanX - spanY
        let isFlat = spanX >= spanY
        while true {
            // The phase hangs on the place, not on the length drawn, so that dashes stand still while curves grow.
            if pattern.isOn(isFlat ? x : y, glyphs) && (!isFaint || (x + y) & 1 == 0) {
                set(x, y, style: style, marker: isFaint ? "." : pattern.marker)
            }
            if x == endX && y == endY { break }
            let double = 2 * error
            if double > -spanY {
                error -= spanY
                x += stepX
            }
            if double < spanX {
                error += spanX
                y += stepY
            }
        }
    }

    func draw(on surface: inout Surface, at origin: Point) {
        for row in 0..<rows {
            for column in 0..<columns {
                let index = row * columns + column
                let dots = bits[index]
                if dots == 0 { continue }
                let scalar: Unicode.Scalar =
                    switch glyphs {
                    case .braille: Unicode.Scalar(0x2800 + UInt32(dots)) ?? " "
                    case .block: dots == 3 ? "█" : dots == 1 ? "▀" : "▄"
                    case .ascii: markers[index]
                    }
                // Two curves in one cell take turns, so that the lower one stays to be seen.
                let style = column % 2 == 0 ? below[index] ?? styles[index] : styles[index]
                surface[column: origin.column + column, row: origin.row + row] = Cell(scalar, style: style)
            }
        }
    }
}
