/// How often values fall into equal bins, as upright bars over an axis from the least to the greatest value.
public struct Histogram: Widget, Hashable, Sendable {
    public var counts: [Int]
    /// The values that the first and the last bin's outer borders stand for.
    public var range: ClosedRange<Double>
    public var style: Style?

    public init(counts: [Int], range: ClosedRange<Double>, style: Style? = nil) {
        self.counts = counts
        self.range = range
        self.style = style
    }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        guard !counts.isEmpty, rect.width > 0, rect.height > 0 else { return }
        let hasAxis = rect.height >= 3
        let (bars, axis) = rect.split(bottom: hasAxis ? 1 : 0)
        // Each column stands for its share of the bins: several bins added, or one bin over several columns.
        let columns = (0..<rect.width).map { column -> Double in
            let from = Double(column) * Double(counts.count) / Double(rect.width)
            let to = Double(column + 1) * Double(counts.count) / Double(rect.width)
            let last = min(counts.count - 1, Int(to - 1e-9))
            var sum = 0.0
            for bin in Int(from)...max(Int(from), last) {
                let share = min(to, Double(bin + 1)) - max(from, Double(bin))
                sum += Double(counts[bin]) * share
            }
            return sum / (to - from)
        }
        let most = columns.max() ?? 0
        let style = style ?? context.theme.accent
        for (column, value) in columns.enumerated() where value > 0 {
            var units = (value / most * Double(bars.height) * 8).rounded()
            // A bin that is not empty is seen.
            units = max(1, units)
            for row in 0..<bars.height {
                let rest = Int(units) - row * 8
                if rest <= 0 { break }
                surface.put(
                    Self.glyph(min(8, rest), context.glyphs),
                    at: Point(column: rect.x + column, row: bars.bottom - 1 - row), style: style)
            }
        }
        if hasAxis { drawAxis(on: &surface, in: axis, context) }
    }

    private static func glyph(_ eighths: Int, _ glyphs: GlyphLevel) -> String {
        switch glyphs {
        case .braille: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"][eighths - 1]
        case .block: eighths > 6 ? "█" : "▄"
        case .ascii: eighths > 5 ? "#" : eighths > 2 ? "=" : "."
        }
    }

    private func drawAxis(on surface: inout Surface, in rect: Rect, _ context: ViewContext) {
        let low = NumberFormat.general(range.lowerBound, digits: 2)
        let high = NumberFormat.general(range.upperBound, digits: 2)
        surface.put(low, at: rect.origin, style: context.theme.muted)
        surface.put(high, in: rect, alignment: .right, style: context.theme.muted)
        let span = range.upperBound - range.lowerBound
        if range.contains(0) && span > 0 {
            let column = rect.x + min(rect.width - 1, Int(-range.lowerBound / span * Double(rect.width)))
            if column > rect.x + TextMetrics.width(low) && column < rect.right - TextMetrics.width(high) - 1 {
                surface.put("0", at: Point(column: column, row: rect.y), style: context.theme.muted)
            }
        }
    }
}
