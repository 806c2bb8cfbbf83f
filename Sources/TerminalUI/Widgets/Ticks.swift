#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Round values along an axis, in steps of 1, 2 or 5 times a power of ten, with their labels.
public struct Ticks: Hashable, Sendable {
    public var values: [Double]
    public var labels: [String]

    /// The longest label's columns.
    public var labelWidth: Int { labels.reduce(0) { max($0, TextMetrics.width($1)) } }

    /// The smallest round step with which at most `count` ticks fall into a span.
    public static func step(for span: Double, count: Int, format: AxisFormat = .number) -> Double {
        let parts = Double(max(1, count))
        precondition(span > 0 && span.isFinite, "an axis must have an extent")
        if format == .clock {
            for step in [
                0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400,
                43200, 86400,
            ]
            where span / step <= parts { return step }
        }
        let scale = pow(10, floor(log10(span / parts)))
        var step = scale
        for factor in [1.0, 2, 5, 10, 20] {
            step = scale * factor
            if span / step <= parts * (1 + 1e-9) { break }
        }
        return format == .integer ? max(1, step) : step
    }

    /// Round values in a range, at most about `count`.
    public static func linear(_ range: ClosedRange<Double>, count: Int, format: AxisFormat = .number) -> Ticks {
        let span = range.upperBound - range.lowerBound
        guard span > 0, span.isFinite else {
            return Ticks(values: [range.lowerBound], labels: [format.label(range.lowerBound, step: 1)])
        }
        let step = step(for: span, count: count, format: format)
        let slack = step * 1e-6
        var values: [Double] = []
        var index = ((range.lowerBound - slack) / step).rounded(.up)
        // An index, not a running sum: sums of 0.1 do not stay round.
        while index * step <= range.upperBound + slack && values.count <= 4 * max(count, 1) {
            values.append(index == 0 ? 0 : index * step)
            index += 1
        }
        return Ticks(
            values: values,
            labels: format.labels(values, step: step, largest: max(abs(range.lowerBound), abs(range.upperBound))))
    }

    /// Round values on a logarithmic axis: powers of ten, with 2 and 5 where there is room.
    public static func logarithmic(_ range: ClosedRange<Double>, count: Int, format: AxisFormat = .number) -> Ticks {
        precondition(range.lowerBound > 0, "a logarithmic axis is positive")
        let low = Int(floor(log10(range.lowerBound) + 1e-9))
        let high = Int(ceil(log10(range.upperBound) - 1e-9))
        var best: [Double] = []
        let slack = 1e-9
        for factors in [[1.0], [1, 3], [1, 2, 5]] {
            var values: [Double] = []
            for exponent in low...max(low, high) {
                for factor in factors {
                    let value = factor * pow(10, Double(exponent))
                    if value >= range.lowerBound * (1 - slack) && value <= range.upperBound * (1 + slack) {
                        values.append(value)
                    }
                }
            }
            if values.count <= max(2, count) || best.isEmpty { best = values }
        }
        // Too many decades: every second, third … of them.
        if best.count > max(2, count) {
            let stride = (best.count + max(2, count) - 1) / max(2, count)
            best = best.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
        }
        if best.count < 2 { return linear(range, count: count, format: format) }
        return Ticks(values: best, labels: best.map { format.label($0, step: $0) })
    }

    /// Shares of one where errors of 1, 2 or 5 times a power of ten lie, and one itself at the upper end: 90 %, 95 %, 98 %.
    public static func logarithmicError(_ range: ClosedRange<Double>, count: Int) -> Ticks {
        let most = max(1 - range.lowerBound, 1e-9)
        let least = max(1 - range.upperBound, 1e-12)
        var best: [Double] = []
        for factors in [[1.0], [1, 3], [1, 2, 5]] {
            var errors: [Double] = []
            for exponent in Int(floor(log10(least)))...0 {
                for factor in factors {
                    let error = factor * pow(10, Double(exponent))
                    // The upper end stands for no error at all, so that the next tick keeps off it.
                    if error <= most * (1 + 1e-9), error >= least * 1.5, error < 1 { errors.append(error) }
                }
            }
            if errors.count < max(2, count) || best.isEmpty { best = errors }
        }
        if best.count >= max(2, count) {
            let stride = (best.count + max(2, count) - 1) / max(2, count)
            best = best.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
        }
        let values = best.sorted(by: >).map { 1 - $0 } + [range.upperBound]
        let labels = best.sorted(by: >).map { error -> String in
            let decimals = max(0, Int((-log10(error * 100) - 1e-9).rounded(.up)))
            return NumberFormat.fixed((1 - error) * 100, decimals) + " %"
        }
        return Ticks(values: values, labels: labels + ["100 %"])
    }
}
