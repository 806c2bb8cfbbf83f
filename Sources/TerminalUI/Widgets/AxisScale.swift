#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How the values of an axis are spread over its length.
public enum AxisScale: Hashable, Sendable {
    case linear
    /// Values that are not positive lie below every range.
    case logarithmic
    /// For shares of one: the logarithm of what is missing to one, so that 99.0 % and 99.3 % lie far apart.
    ///
    /// Values that miss less than `floor` lie at the place of one.
    case logarithmicError(floor: Double)

    /// Where a value lies on a line that the axis shows evenly.
    package func place(_ value: Double) -> Double {
        switch self {
        case .linear: value
        case .logarithmic: value > 0 ? log10(value) : -.infinity
        case .logarithmicError(let floor): -log10(max(1 - value, floor))
        }
    }

    /// 0 at the lower end of a range, 1 at its upper end.
    package func share(_ value: Double, in range: ClosedRange<Double>) -> Double {
        let low = place(range.lowerBound)
        let here = place(value)
        // What has no place lies far below, so that lines to it leave the plot at the bottom.
        return here == -.infinity ? -10 : (here - low) / (place(range.upperBound) - low)
    }

    /// The value at a share of a range.
    func value(atShare share: Double, in range: ClosedRange<Double>) -> Double {
        let low = place(range.lowerBound)
        let here = low + share * (place(range.upperBound) - low)
        return switch self {
        case .linear: here
        case .logarithmic: pow(10, here)
        case .logarithmicError: 1 - pow(10, -here)
        }
    }

    /// Round values along a range.
    func ticks(_ range: ClosedRange<Double>, count: Int, format: AxisFormat) -> Ticks {
        switch self {
        case .linear: .linear(range, count: count, format: format)
        case .logarithmic: .logarithmic(range, count: count, format: format)
        case .logarithmicError: .logarithmicError(range, count: count)
        }
    }
}
