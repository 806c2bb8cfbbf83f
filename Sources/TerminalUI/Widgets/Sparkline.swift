/// A curve in one row: `▁▂▃▅▇█`; its newest values when there are more than columns.
public struct Sparkline: Widget, Hashable, Sendable {
    public var values: [Double]
    /// What the lowest and the highest glyph stand for; `nil`: the smallest and largest value shown.
    public var range: ClosedRange<Double>?
    public var style: Style

    public init(_ values: [Double], range: ClosedRange<Double>? = nil, style: Style = .plain) {
        self.values = values
        self.range = range
        self.style = style
    }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        let shown = values.suffix(rect.width)
        let finite = shown.filter(\.isFinite)
        guard let least = finite.min(), let most = finite.max() else { return }
        let low = range?.lowerBound ?? least
        let high = range?.upperBound ?? most
        let ramp: [Character] =
            switch context.glyphs {
            case .braille: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
            case .block: ["░", "▒", "▓", "█"]
            case .ascii: ["_", ".", "-", "=", "*", "#"]
            }
        for (index, value) in shown.enumerated() where value.isFinite {
            let share = high > low ? min(1, max(0, (value - low) / (high - low))) : 0.5
            let level = min(ramp.count - 1, Int(share * Double(ramp.count)))
            surface.put(String(ramp[level]), at: rect.origin.offset(columns: index), style: style)
        }
    }
}
