#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where everything of a plot stands: ranges, axes, and the curves reduced to what columns can show.
struct PlotLayout {
    let area: Rect
    let axes: Axes
    let xRange: ClosedRange<Double>
    let yRange: ClosedRange<Double>
    let isLogarithmic: Bool
    let hasTopRow: Bool
    /// For each series its visible runs of points, left to right.
    let runs: [[PlotRun]]

    init(_ plot: Plot, in rect: Rect, context: ViewContext) {
        isLogarithmic = plot.yScale == .logarithmic
        hasTopRow = (plot.showsLegend || plot.cursor != nil) && rect.height >= 5
        let body = hasTopRow ? rect.split(top: 1).rest : rect
        let visibleX = Self.xRange(plot)
        xRange = visibleX
        // Four runs a column are finer than any dot, so that the axes' final width does not matter here.
        let width = max(1, rect.width) * 4
        runs = plot.series.map { PlotRun.runs($0.points, in: visibleX, count: width) }
        var range = Self.yRange(plot, runs)
        let places = Axes.place(in: body)
        var ticks = places.count(rows: body.height)
        ticks = max(2, ticks)
        if plot.yRange == nil { range = Self.rounded(range, plot, count: ticks) }
        yRange = range
        axes = Axes(
            x: xRange, y: range, isLogarithmic: isLogarithmic, xFormat: plot.xFormat, yFormat: plot.yFormat,
            xUnit: plot.xUnit, in: body)
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

    private static func yRange(_ plot: Plot, _ runs: [[PlotRun]]) -> ClosedRange<Double> {
        let isLogarithmic = plot.yScale == .logarithmic
        if let range = plot.yRange, range.upperBound > range.lowerBound, !isLogarithmic || range.lowerBound > 0 {
            return range
        }
        var low = Double.infinity
        var high = -Double.infinity
        for (curve, runs) in zip(plot.series, runs) where curve.setsRange {
            for run in runs {
                if isLogarithmic {
                    if run.leastPositive > 0 {
                        low = min(low, run.leastPositive)
                        high = max(high, run.most)
                    }
                } else {
                    low = min(low, run.least)
                    high = max(high, run.most)
                }
            }
        }
        if low > high { return isLogarithmic ? 0.1...1 : plot.yBounds ?? 0...1 }
        if high > low && high - low > abs(high) * 1e-9 { return low...high }
        if isLogarithmic { return low / 2...high * 2 }
        let margin = low == 0 ? 1 : abs(low) * 0.1
        return low - margin...high + margin
    }

    /// A little wider, to round values, so that the axis does not move with every new point.
    private static func rounded(_ range: ClosedRange<Double>, _ plot: Plot, count: Int) -> ClosedRange<Double> {
        if plot.yScale == .logarithmic {
            func snap(_ value: Double, _ rule: FloatingPointRoundingRule) -> Double {
                // To the next digit of its decade: 0.0234 becomes 0.02.
                let decade = pow(10, floor(log10(value)))
                return (value / decade + (rule == .up ? -1e-9 : 1e-9)).rounded(rule) * decade
            }
            let low = snap(range.lowerBound, .down)
            return max(low, .leastNormalMagnitude)...max(snap(range.upperBound, .up), low * 1.01)
        }
        let span = range.upperBound - range.lowerBound
        guard span.isFinite else { return range }
        let step = Ticks.step(for: span, count: count) / 5
        var low = (range.lowerBound / step + 1e-9).rounded(.down) * step
        var high = (range.upperBound / step - 1e-9).rounded(.up) * step
        if low < 0 && range.lowerBound >= 0 { low = 0 }
        if let bounds = plot.yBounds {
            low = max(low, min(bounds.lowerBound, range.lowerBound))
            high = min(high, max(bounds.upperBound, range.upperBound))
        }
        return high > low ? low...high : range
    }

    /// 0 at the left, 1 at the right of the visible range.
    private func shareX(_ x: Double) -> Double {
        (x - xRange.lowerBound) / (xRange.upperBound - xRange.lowerBound)
    }

    /// 0 at the bottom, 1 at the top.
    private func shareY(_ y: Double) -> Double { Axes.shareY(y, yRange, isLogarithmic) }

    func dotX(_ x: Double, _ canvas: DotCanvas) -> Double { shareX(x) * Double(canvas.width - 1) }

    func dotY(_ y: Double, _ canvas: DotCanvas) -> Double { (1 - shareY(y)) * Double(canvas.height - 1) }

    /// The column of an `x`; `nil` outside the range.
    func column(_ x: Double) -> Int? {
        let share = shareX(x)
        guard area.width > 0, share >= -1e-9, share <= 1 + 1e-9 else { return nil }
        return area.x + min(area.width - 1, max(0, Int(share * Double(area.width - 1) + 0.5)))
    }

    /// The cell of a point; `nil` outside the ranges.
    func cell(_ x: Double, _ y: Double) -> Point? {
        guard y.isFinite, let column = column(x), area.height > 0 else { return nil }
        let share = shareY(y)
        guard share >= -1e-9, share <= 1 + 1e-9 else { return nil }
        return Point(column: column, row: Axes.row(share, area))
    }
}
