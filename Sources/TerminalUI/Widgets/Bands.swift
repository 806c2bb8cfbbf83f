/// Nested quantile bands over time: how values spread, from the least to the greatest, the middle brightest.
///
///     Bands(x: steps, quantiles: quantiles)      // each of 8 curves: minimum, 1/7 … 6/7, maximum
public struct Bands: Widget, Hashable, Sendable {
    /// In increasing order.
    public var x: [Double]
    /// Curves from the least quantile to the greatest, each as long as `x`; an even number of them.
    public var quantiles: [[Double]]
    public var xFormat = AxisFormat.number
    public var yFormat = AxisFormat.number
    public var xUnit = ""
    public var xRange: ClosedRange<Double>?
    public var yRange: ClosedRange<Double>?
    public var ramp = ColorRamp.blue
    public var placeholder = "no data yet"

    public init(x: [Double], quantiles: [[Double]]) {
        precondition(quantiles.allSatisfy { $0.count == x.count }, "a value of every quantile at every x")
        precondition(quantiles.count % 2 == 0, "bands lie between pairs of quantiles")
        self.x = x
        self.quantiles = quantiles
    }

    private func yExtent() -> ClosedRange<Double> {
        if let yRange, yRange.upperBound > yRange.lowerBound { return yRange }
        let low = quantiles.first?.filter(\.isFinite).min() ?? 0
        let high = quantiles.last?.filter(\.isFinite).max() ?? 1
        if high > low { return low...high }
        let margin = low == 0 ? 1 : abs(low) * 0.1
        return low - margin...low + margin
    }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        let y = yExtent()
        var xs = (x.first ?? 0)...max(x.last ?? 1, x.first ?? 0)
        if let xRange { xs = xRange }
        if xs.upperBound <= xs.lowerBound { xs = xs.lowerBound...xs.lowerBound + 1 }
        let axes = Axes(
            x: xs, y: y, xFormat: xFormat, yFormat: yFormat, xUnit: xUnit, in: rect)
        let area = axes.area(in: rect)
        axes.draw(on: &surface, area: area, context: context)
        guard !x.isEmpty, !quantiles.isEmpty else {
            let text = TextMetrics.truncated(placeholder, to: area.width)
            surface.put(text, in: area, row: area.height / 2, alignment: .center, style: context.theme.muted)
            return
        }
        for column in 0..<area.width {
            let share = (Double(column) + 0.5) / Double(area.width)
            guard let curve = values(at: xs.lowerBound + share * (xs.upperBound - xs.lowerBound)) else { continue }
            for row in 0..<area.height {
                func depth(_ half: Int) -> Int {
                    let height = Double(area.height * 2)
                    let top = y.upperBound - (y.upperBound - y.lowerBound) * Double(row * 2 + half) / height
                    let bottom = top - (y.upperBound - y.lowerBound) / height
                    return Self.depth(curve, top: top, bottom: bottom)
                }
                let cell = Self.cell(depth(0), depth(1), levels: quantiles.count / 2, ramp: ramp, context)
                if let cell { surface[column: area.x + column, row: area.y + row] = cell }
            }
        }
    }

    /// Every quantile at an `x`, between its neighbours; `nil` outside the data or at a gap.
    private func values(at place: Double) -> [Double]? {
        guard let first = x.first, let last = x.last else { return nil }
        if x.count == 1 {
            // One measurement is shown as wide as the plot is, rather than as nothing.
            return quantiles.map { $0[0] }.allSatisfy(\.isFinite) ? quantiles.map { $0[0] } : nil
        }
        guard place >= first, place <= last else { return nil }
        var low = 0
        var high = x.count - 1
        while low + 1 < high {
            let middle = (low + high) / 2
            if x[middle] <= place { low = middle } else { high = middle }
        }
        let span = x[high] - x[low]
        let share = span > 0 ? (place - x[low]) / span : 0
        let result = quantiles.map { $0[low] + ($0[high] - $0[low]) * share }
        return result.allSatisfy(\.isFinite) ? result : nil
    }

    /// 0 outside all bands, 1 in the outermost … `count / 2` in the innermost that the half cell touches.
    private static func depth(_ curve: [Double], top: Double, bottom: Double) -> Int {
        var depth = 0
        for level in 0..<(curve.count / 2) {
            let low = curve[level]
            let high = curve[curve.count - 1 - level]
            let isThin = high - low < top - bottom
            // A band thinner than the half cell shows where its middle lies, else bands would swallow each other.
            let inside =
                isThin
                ? (low + high) / 2 <= top && (low + high) / 2 > bottom
                : (top + bottom) / 2 <= high && (top + bottom) / 2 >= low
            if inside { depth = level + 1 }
        }
        return depth
    }

    private static func cell(_ top: Int, _ bottom: Int, levels: Int, ramp: ColorRamp, _ context: ViewContext) -> Cell? {
        if top == 0 && bottom == 0 { return nil }
        if context.glyphs == .ascii {
            let signs: [Unicode.Scalar] = [" ", ".", ":", "+", "#"]
            let depth = max(top, bottom)
            return Cell(signs[min(signs.count - 1, depth * (signs.count - 1) / max(1, levels))])
        }
        guard context.colors >= .indexed256 else {
            let signs: [Unicode.Scalar] = [" ", "░", "▒", "▓", "█"]
            let depth = max(top, bottom)
            return Cell(signs[min(signs.count - 1, depth * (signs.count - 1) / max(1, levels))])
        }
        func shade(_ depth: Int) -> Color { ramp.step(depth - 1, of: levels, on: context.theme.background) }
        if top == bottom { return Cell("█", style: .color(shade(top))) }
        if bottom == 0 { return Cell("▀", style: .color(shade(top))) }
        if top == 0 { return Cell("▄", style: .color(shade(bottom))) }
        return Cell("▀", style: Style(foreground: shade(top), background: shade(bottom)))
    }
}
