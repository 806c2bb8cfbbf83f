/// Numbers as people type and read them: `0.003`, `1e-05`, `20`.
public enum NumberText {
    /// The shortest text that reads back as the same number, whole numbers without a point.
    public static func text(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
        return "\(value)"
    }

    /// The same for a single-precision number: `0.9`, not `0.8999999761581421`.
    public static func text(_ value: Float) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
        return "\(value)"
    }

    /// The double that a single-precision number was written as: 0.9 for `Float(0.9)`.
    static func double(_ value: Float) -> Double { Double("\(value)") ?? Double(value) }
}
