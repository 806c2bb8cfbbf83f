import Foundation

/// Numbers as the program's lines show them.
enum Figures {
    /// `60,000`
    static func grouped(_ value: Int) -> String {
        var digits = Array(String(abs(value)))
        var index = digits.count - 3
        while index > 0 {
            digits.insert(",", at: index)
            index -= 3
        }
        return (value < 0 ? "-" : "") + String(digits)
    }

    static func fixed(_ value: Double, _ places: Int) -> String {
        value.isFinite ? String(format: "%.\(places)f", value) : "–"
    }

    /// `99.12 %`
    static func percent(_ share: Double?, places: Int = 2) -> String {
        share.map { fixed($0 * 100, places) + " %" } ?? "–"
    }

    /// `0.84 s`, `12.3 s`, `3:25`, `1:02:03`
    static func seconds(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        if value < 10 { return fixed(value, 2) + " s" }
        if value < 100 { return fixed(value, 1) + " s" }
        return clock(value)
    }

    /// `0:07`, `3:25`, `1:02:03`
    static func clock(_ value: Double) -> String {
        guard value.isFinite, value < 1e9 else { return "–" }
        let whole = Int(value.rounded())
        let (hours, minutes, seconds) = (whole / 3_600, whole / 60 % 60, whole % 60)
        if hours > 0 { return String(format: "%d:%02d:%02d", hours, minutes, seconds) }
        return String(format: "%d:%02d", minutes, seconds)
    }

    /// `9.5 MiB`
    static func bytes(_ count: Int) -> String {
        if count < 1_024 { return "\(count) B" }
        if count < 1 << 20 { return fixed(Double(count) / 1_024, 1) + " KiB" }
        return fixed(Double(count) / 1_048_576, 1) + " MiB"
    }
}
