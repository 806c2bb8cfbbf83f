/// A progress bar with text after it: `████████▌░░░░  63 %`.
public struct Progress: Widget, Hashable, Sendable {
    /// How much is done, 0…1; `nil` when that cannot be known.
    public var share: Double?
    public var text: String

    public init(_ share: Double?, text: String = "") {
        self.share = share
        self.text = text
    }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        let label = text.isEmpty ? 0 : TextMetrics.width(text) + 2
        let width = rect.width - label >= 4 ? rect.width - label : text.isEmpty ? rect.width : 0
        if width > 0 {
            let track = context.glyphs == .ascii ? "." : "░"
            surface.put(String(repeating: track, count: width), at: rect.origin, style: context.theme.border)
            let done = EighthBar.text(share: share ?? 0, width: width, glyphs: context.glyphs)
            surface.put(done, at: rect.origin, style: context.theme.accent)
        }
        let start = width > 0 ? width + 2 : 0
        if !text.isEmpty {
            surface.put(
                TextMetrics.truncated(text, to: rect.width - start), at: rect.origin.offset(columns: start))
        }
    }
}
