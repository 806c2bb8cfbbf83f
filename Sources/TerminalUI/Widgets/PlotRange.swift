#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The y range of a plot: as wished, or from what is visible of its curves, widened to round values.
enum PlotRange {
    /// The range and the scale, which learns from the curves where its upper end lies.
    static func of(_ plot: Plot, _ runs: [[PlotRun]], ticks: Int) -> (ClosedRange<Double>, AxisScale) {
        if let range = plot.yRange, range.upperBound > range.lowerBound {
            if plot.yScale != .logarithmic || range.lowerBound > 0 { return (range, plot.yScale) }
        }
        let runs = zip(plot.series, runs).filter { $0.0.setsRange }.map(\.1)
        switch plot.yScale {
        case .linear: return (linear(plot, values(runs, plot.yFit) { [$0.least, $0.most] }, ticks), .linear)
        case .logarithmic:
            let positive = values(runs, .all) { $0.leastPositive > 0 ? [$0.leastPositive, $0.most] : [] }
            return (logarithmic(positive), .logarithmic)
        case .logarithmicError(let floor):
            // What has no error at all lies at the upper end, wherever that is.
            let imperfect = values(runs, plot.yFit) { [$0.least, $0.most].filter { $0 <= 1 - floor } }
            return error(values(runs, plot.yFit) { [$0.least, $0.most] }, imperfect?.upperBound, floor)
        }
    }

    /// The least and the greatest of the values that count; `nil` where there are none.
    ///
    /// A robust fit leaves out the two outermost hundredths on either side, but never where a curve is now.
    private static func values(
        _ runs: [[PlotRun]], _ fit: Plot.Fit, _ pick: (PlotRun) -> [Double]
    ) -> ClosedRange<Double>? {
        switch fit {
        case .all: return extent(runs.joined().flatMap(pick))
        case .robust(let start):
            var recent: [Double] = []
            var now: [Double] = []
            for run in runs.joined() where run.lastX >= start { recent += pick(run) }
            for last in runs.compactMap(\.last) where last.lastX >= start { now.append(last.last) }
            // With nothing after the start there is no later part that could fill the plot.
            if recent.isEmpty { return extent(runs.joined().flatMap(pick)) }
            recent.sort()
            let cut = recent.count / 50
            return extent(recent[cut..<recent.count - cut] + now)
        }
    }

    private static func extent(_ values: some Sequence<Double>) -> ClosedRange<Double>? {
        var low = Double.infinity
        var high = -Double.infinity
        for value in values {
            low = min(low, value)
            high = max(high, value)
        }
        return low <= high ? low...high : nil
    }

    // MARK: Scales

    /// A little wider, to round values, so that the axis does not move with every new point.
    private static func linear(_ plot: Plot, _ found: ClosedRange<Double>?, _ count: Int) -> ClosedRange<Double> {
        guard let found else { return plot.yBounds ?? 0...1 }
        var range = found
        if found.upperBound - found.lowerBound <= max(abs(found.upperBound) * 1e-9, 0) {
            let margin = found.lowerBound == 0 ? 1 : abs(found.lowerBound) * 0.1
            range = found.lowerBound - margin...found.upperBound + margin
        }
        let lack = plot.ySpan - (range.upperBound - range.lowerBound)
        if lack > 0 { range = range.lowerBound - lack / 2...range.upperBound + lack / 2 }
        let span = range.upperBound - range.lowerBound
        guard span.isFinite else { return range }
        let step = Ticks.step(for: span, count: count) / 5
        var low = (range.lowerBound / step + 1e-9).rounded(.down) * step
        var high = (range.upperBound / step - 1e-9).rounded(.up) * step
        if low < 0 && found.lowerBound >= 0 { low = 0 }
        if let bounds = plot.yBounds {
            low = max(low, min(bounds.lowerBound, found.lowerBound))
            high = min(high, max(bounds.upperBound, found.upperBound))
        }
        return high > low ? low...high : range
    }

    private static func logarithmic(_ found: ClosedRange<Double>?) -> ClosedRange<Double> {
        guard let found else { return 0.1...1 }
        if found.upperBound <= found.lowerBound * (1 + 1e-9) { return found.lowerBound / 2...found.upperBound * 2 }
        func snap(_ value: Double, _ rule: FloatingPointRoundingRule) -> Double {
            // To the next digit of its decade: 0.0234 becomes 0.02.
            let decade = pow(10, floor(log10(value)))
            return (value / decade + (rule == .up ? -1e-9 : 1e-9)).rounded(rule) * decade
        }
        let low = max(snap(found.lowerBound, .down), .leastNormalMagnitude)
        return low...max(snap(found.upperBound, .up), low * 1.01)
    }

    /// Errors in powers of ten, snapped to 1, 2 and 5 of each; the upper end lies above all that is not without error.
    private static func error(
        _ found: ClosedRange<Double>?, _ best: Double?, _ least: Double
    ) -> (ClosedRange<Double>, AxisScale) {
        let grid = (-9...0).flatMap { exponent in [1.0, 2, 5].map { $0 * pow(10, Double(exponent)) } }
        let greatest = found.map { 1 - $0.lowerBound } ?? 0.1
        let most = min(1, grid.first { $0 >= greatest * (1 - 1e-9) } ?? 1)
        var floor = grid.last { $0 <= max(1 - (best ?? 0.99), least) * 0.9 } ?? least
        // Two curves as good as each other still need some height.
        if floor > most / 5 { floor = most / 5 }
        return (1 - most...1 - floor, .logarithmicError(floor: floor))
    }
}
