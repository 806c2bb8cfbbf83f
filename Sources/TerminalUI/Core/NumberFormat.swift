#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Numbers as text, the same in every locale and cheap enough for every frame.
public enum NumberFormat {
    private static let powers: [Double] = (0...15).map { pow(10, Double($0)) }

    /// `value` with so many decimals: `fixed(0.98765, 2)` is `0.99`; `nan` and `∞` are spelled out.
    public static func fixed(_ value: Double, _ decimals: Int) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-∞" : "∞" }
        let places = min(max(decimals, 0), 12)
        let scaled = (abs(value) * powers[places]).rounded(.toNearestOrAwayFromZero)
        if scaled >= 9e15 { return scientific(value) }
        let whole = UInt64(scaled)
        let sign = value < 0 && whole != 0 ? "-" : ""
        if places == 0 { return sign + String(whole) }
        let unit = UInt64(powers[places])
        let fraction = String(whole % unit)
        return sign + String(whole / unit) + "." + String(repeating: "0", count: places - fraction.count) + fraction
    }

    /// `1.5e-07`: two significant digits and a power of ten.
    public static func scientific(_ value: Double, digits: Int = 2) -> String {
        if value == 0 || !value.isFinite { return fixed(value, 0) }
        var exponent = Int(floor(log10(abs(value))))
        var mantissa = value / pow(10, Double(exponent))
        if abs((mantissa * powers[digits - 1]).rounded() / powers[digits - 1]) >= 10 {
            mantissa /= 10
            exponent += 1
        }
        var text = fixed(mantissa, digits - 1)
        if text.contains(".") {
            while text.last == "0" { text.removeLast() }
            if text.last == "." { text.removeLast() }
        }
        return text + "e" + String(exponent)
    }

    /// The value in at most `digits` significant digits, trailing zeros left out: `0.002`, `12.5`, `3e-06`.
    public static func general(_ value: Double, digits: Int = 4) -> String {
        if value == 0 || !value.isFinite { return fixed(value, 0) }
        let exponent = Int(floor(log10(abs(value))))
        if exponent < -4 || exponent > 9 { return scientific(value, digits: min(digits, 4)) }
        var text = fixed(value, max(0, digits - 1 - exponent))
        if text.contains(".") {
            while text.last == "0" { text.removeLast() }
            if text.last == "." { text.removeLast() }
        }
        return text
    }

    /// A share of one in per cent: `percent(0.9912)` is `99.12 %`.
    public static func percent(_ share: Double, _ decimals: Int = 2) -> String { fixed(share * 100, decimals) + " %" }

    /// A whole number in groups of three: `34,812`.
    public static func grouped(_ value: Int) -> String {
        let digits = String(value.magnitude)
        var result = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }

    /// Three digits and a prefix: `950`, `1.2 k`, `34.8 k`, `1.5 M`.
    public static func compact(_ value: Double) -> String {
        let size = abs(value)
        if !value.isFinite || size < 999.5 { return fixed(value, size < 10 && size != size.rounded() ? 1 : 0) }
        for (unit, name) in [(1e3, "k"), (1e6, "M"), (1e9, "G")] where size < unit * 999.5 {
            let scaled = value / unit
            return fixed(scaled, abs(scaled) < 99.95 ? 1 : 0) + " " + name
        }
        return fixed(value / 1e12, 1) + " T"
    }

    /// Elapsed or remaining time: `0:42`, `12:05`, `1:02:07`.
    public static func clock(seconds: Double) -> String {
        guard seconds.isFinite && seconds >= 0 else { return "–:––" }
        let total = Int(min(seconds, 3.6e9))
        func two(_ value: Int) -> String { value < 10 ? "0" + String(value) : String(value) }
        if total < 3600 { return "\(total / 60):\(two(total % 60))" }
        return "\(total / 3600):\(two(total / 60 % 60)):\(two(total % 60))"
    }

    /// A measured time with its unit: `850 µs`, `12.3 ms`, `1.7 s`, `2:05`.
    public static func duration(seconds: Double) -> String {
        guard seconds.isFinite else { return fixed(seconds, 0) }
        if seconds >= 99.95 { return clock(seconds: seconds) }
        if seconds >= 0.9995 { return fixed(seconds, 1) + " s" }
        if seconds >= 0.0009995 { return fixed(seconds * 1e3, seconds < 0.09995 ? 1 : 0) + " ms" }
        return fixed(seconds * 1e6, 0) + " µs"
    }
}
