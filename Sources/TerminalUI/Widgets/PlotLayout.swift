/// Where everything of a plot stands: ranges, axes, and the curves reduced to what columns can show.
package struct PlotLayout {
    package let area: Rect
    package let axes: Axes
    package let xRange: ClosedRange<Double>
    package let yRange: ClosedRange<Double>
    package let scale: AxisScale
    let hasTopRow: Bool
    /// For each series its visible runs of points, left to right.
    let runs: [[PlotRun]]

    package init(_ plot: Plot, in rect: Rect, context: ViewContext) {
        hasTopRow = (plot.showsLegend || plot.cursor != nil) && rect.height >= 5
        let body = hasTopRow ? rect.split(top: 1).rest : rect
        let visibleX = Self.xRange(plot)
        xRange = visibleX
        // Four runs a column are finer than any dot, so that the axes' final width does not matter here.
        let width = max(1, rect.width) * 4
        runs = plot.series.map { PlotRun.runs($0.points, in: visibleX, count: width) }
        let places = Axes.place(in: body)
        let ticks = max(2, places.count(rows: body.height))
        (yRange, scale) = PlotRange.of(plot, runs, ticks: ticks)
        axes = Axes(
            x: xRange, y: yRange, scale: scale, xFormat: plot.xFormat, yFormat: plot.yFormat, xUnit: plot.xUnit,
            in: body)
        area = axes.area(in: body)
    }

    private static func xRange(_ plot: Plot) -> ClosedRange<Double> {
        if let range = plot.xRange, range.upperBound > range.lowerBound { return range }
        var low = Double.infinity
        var high = -Double.infinity
        for curve in plot.series where curve.setsRange {
            // In order of x, the ends are the extremes; ends that are no numbers are skipped.
            if let first = curve.points.first(where: { $0.x.isFinite }) { low = min(low, first.x) }
            if let last = curve.points.last(where: { $0.x.isFinite }) { high = max(high, last.x) }
        }
        if let range = plot.xRange { return range.lowerBound...range.lowerBound + 1 }
        if low > high { return 0...1 }
        return high > low ? low...high : low...(low + max(1, abs(low) * 1e-6))
    }

    /// 0 at the left, 1 at the right of the visible range.
    private func shareX(_ x: Double) -> Double {
        (x - xRange.lowerBound) / (xRange.upperBound - xRange.lowerBound)
    }

    /// 0 at the bottom, 1 at the top.
    private func shareY(_ y: Double) -> Double { scale.share(y, in: yRange) }

    func dotX(_ x: Double, _ canvas: DotCanvas) -> Double { shareX(x) * Double(canvas.width - 1) }

    func dotY(_ y: Double, _ canvas: DotCanvas) -> Double { (1 - shareY(y)) * Double(canvas.height - 1) }

    /// The column of an `x`; `nil` outside the range.
    func column(_ x: Double) -> Int? {
        let share = shareX(x)
        guard area.width > 0, share >= -1e-9, share <= 1 + 1e-9 else { return nil }
        return area.x + min(area.width - 1, max(0, Int(share * Double(area.width - 1) + 0.5)))
    }

    /// Where the line drawn through a curve's points lies at an `x`; `nil` in a gap, and before and after the points.
    package func drawn(_ points: [PlotPoint], at x: Double) -> Double? {
        let end = points.firstIndex(after: x)
        guard end > 0, points[end - 1].y.isFinite else { return nil }
        let before = points[end - 1]
        guard end < points.count, points[end].y.isFinite, points[end].x > before.x else {
            return before.x == x || end == points.count ? before.y : nil
        }
        // Straight on the screen, where the scale may bend it.
        let part = (x - before.x) / (points[end].x - before.x)
        let (low, high) = (shareY(before.y), shareY(points[end].y))
        let share = low + (high - low) * part
        return scale.value(atShare: share, in: yRange)
    }

    /// The cell of a point; `nil` outside the ranges.
    func cell(_ x: Double, _ y: Double) -> Point? {
        guard y.isFinite, let column = column(x), area.height > 0 else { return nil }
        let share = shareY(y)
        guard share >= -1e-9, share <= 1 + 1e-9 else { return nil }
        return Point(column: column, row: Axes.row(share, area))
    }
}
