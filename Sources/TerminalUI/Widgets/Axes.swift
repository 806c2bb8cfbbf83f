/// The left and bottom axis of a plot with round ticks; left out where there is no room for them.
package struct Axes {
    var x: ClosedRange<Double>
    var y: ClosedRange<Double>
    var scale: AxisScale
    package var xTicks: Ticks?
    package var yTicks: Ticks?
    var xUnit: String

    /// Which axes a rectangle has room for.
    struct Places {
        var hasX: Bool
        var hasY: Bool

        /// How many ticks fit beside so many rows.
        func count(rows: Int) -> Int { max(2, (rows - (hasX ? 2 : 0) + 2) / 3) }
    }

    static func place(in rect: Rect) -> Places { Places(hasX: rect.height >= 5, hasY: rect.width >= 18) }

    init(
        x: ClosedRange<Double>, y: ClosedRange<Double>, scale: AxisScale = .linear, xFormat: AxisFormat,
        yFormat: AxisFormat,
        xUnit: String, in rect: Rect
    ) {
        self.x = x
        self.y = y
        self.scale = scale
        self.xUnit = xUnit
        let places = Self.place(in: rect)
        if places.hasY {
            let count = places.count(rows: rect.height)
            yTicks = scale.ticks(y, count: count, format: yFormat)
        }
        if places.hasX {
            let width = area(in: rect).width
            // As many as stand side by side with two spaces between them.
            var count = max(2, width / 8)
            var ticks = Ticks.linear(x, count: count, format: xFormat)
            while count > 2, ticks.values.count * (ticks.labelWidth + 3) > width {
                count -= 1
                ticks = Ticks.linear(x, count: count, format: xFormat)
            }
            xTicks = ticks
        }
    }

    /// The cells that are left for the curves.
    func area(in rect: Rect) -> Rect {
        let places = Self.place(in: rect)
        return rect.inset(
            left: places.hasY ? (yTicks?.labelWidth ?? 0) + 2 : 0, bottom: places.hasX ? 2 : 0)
    }

    /// The row of a share of the height, as the dots of a curve fall into it.
    static func row(_ share: Double, _ area: Rect) -> Int {
        let dot = (1 - share) * Double(area.height * 4 - 1)
        return area.y + min(area.height - 1, max(0, Int(dot.rounded()) / 4))
    }

    func draw(on surface: inout Surface, area: Rect, context: ViewContext) {
        let style = context.theme.border
        let text = context.theme.muted
        if let yTicks {
            let column = area.x - 1
            for row in area.y..<area.bottom { surface.put("│", at: Point(column: column, row: row), style: style) }
            var taken = Set<Int>()
            for (value, label) in zip(yTicks.values, yTicks.labels) {
                let share = scale.share(value, in: y)
                guard share >= -1e-6, share <= 1 + 1e-6 else { continue }
                let row = Self.row(share, area)
                guard taken.insert(row).inserted else { continue }
                surface.put(
                    context.glyph("┤", "+"), at: Point(column: column, row: row), style: style)
                surface.put(
                    label, at: Point(column: column - 1 - TextMetrics.width(label), row: row), style: text)
            }
        }
        guard let xTicks, area.height > 0 else { return }
        let row = area.bottom
        if yTicks != nil {
            surface.put(context.glyph("└", "+"), at: Point(column: area.x - 1, row: row), style: style)
        }
        surface.put(
            String(repeating: context.glyph("─", "-"), count: area.width), at: Point(column: area.x, row: row),
            style: style)
        var labelEnd = area.x - 2 - (yTicks?.labelWidth ?? 0)
        let unit = xUnit.isEmpty ? 0 : TextMetrics.width(xUnit) + 1
        for (value, label) in zip(xTicks.values, xTicks.labels) {
            let share = (value - x.lowerBound) / (x.upperBound - x.lowerBound)
            let column = area.x + Int(share * Double(max(0, area.width - 1)) + 0.5)
            guard column >= area.x, column < area.right else { continue }
            surface.put(context.glyph("┬", "+"), at: Point(column: column, row: row), style: style)
            let width = TextMetrics.width(label)
            // Under its tick; the last one moves left rather than out of the plot.
            let start = min(max(column - width / 2, labelEnd), area.right - unit - width)
            if start >= labelEnd && start + width >= column {
                surface.put(label, at: Point(column: start, row: row + 1), style: text)
                labelEnd = start + width + 1
            }
        }
        if unit > 0 && area.right - unit + 1 >= labelEnd {
            surface.put(xUnit, at: Point(column: area.right - unit + 1, row: row + 1), style: text)
        }
    }
}
