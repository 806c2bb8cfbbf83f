#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How an axis writes its values.
public enum AxisFormat: Hashable, Sendable {
    /// `0.05`, `12`, `20 k`.
    case number
    /// Whole numbers only, such as epochs: `0`, `5`, `20 k`.
    case integer
    /// A share of one in per cent: `98 %`.
    case percent
    /// Seconds as `m:ss`.
    case clock

    /// One value, exact to a step of the axis.
    func label(_ value: Double, step: Double) -> String { labels([value], step: step, largest: abs(value))[0] }

    func labels(_ values: [Double], step: Double, largest: Double) -> [String] {
        switch self {
        case .clock where step < 1 && largest < 60:
            let decimals = Self.decimals(step)
            return values.map { NumberFormat.fixed($0, decimals) + " s" }
        case .clock:
            return values.map { $0 < 0 ? "-" + NumberFormat.clock(seconds: -$0) : NumberFormat.clock(seconds: $0) }
        case .percent:
            let decimals = Self.decimals(step * 100)
            return values.map { NumberFormat.fixed($0 * 100, decimals) + " %" }
        case .number, .integer:
            if largest >= 10_000 && largest < 1e13 {
                let (unit, name) = largest >= 1e10 ? (1e9, " G") : largest >= 1e7 ? (1e6, " M") : (1e3, " k")
                let decimals = Self.decimals(step / unit)
                return values.map { $0 == 0 ? "0" : NumberFormat.fixed($0 / unit, decimals) + name }
            }
            if largest >= 1e13 || (largest > 0 && largest < 1e-4) {
                return values.map { $0 == 0 ? "0" : NumberFormat.scientific($0) }
            }
            let decimals = Self.decimals(step)
            return values.map { NumberFormat.fixed($0, decimals) }
        }
    }

    /// A value read off the plot, a little finer than the ticks.
    public func reading(_ value: Double) -> String {
        switch self {
        case .clock: return value < 10 ? NumberFormat.duration(seconds: value) : NumberFormat.clock(seconds: value)
        case .percent: return NumberFormat.percent(value)
        case .integer, .number: return NumberFormat.general(value)
        }
    }

    /// Decimals that a step of 1, 2 or 5 times a power of ten needs.
    private static func decimals(_ step: Double) -> Int {
        guard step > 0 else { return 0 }
        return min(12, max(0, Int((-log10(step) - 1e-9).rounded(.up))))
    }
}
