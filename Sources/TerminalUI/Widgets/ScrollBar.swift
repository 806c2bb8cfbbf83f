/// A thumb at the right edge of something that scrolls; nothing where all of it is visible.
public struct ScrollBar: Widget, Hashable, Sendable {
    public var offset: Int
    public var visible: Int
    public var total: Int

    public init(offset: Int, visible: Int, total: Int) {
        self.offset = offset
        self.visible = visible
        self.total = total
    }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        guard total > visible, visible > 0, rect.height > 0 else { return }
        let thumb = max(1, rect.height * visible / total)
        let travel = rect.height - thumb
        let top = min(travel, (offset * travel + (total - visible) / 2) / max(1, total - visible))
        let glyph = context.glyph("┃", "#")
        for row in 0..<thumb {
            surface.put(
                glyph, at: Point(column: rect.right - 1, row: rect.y + top + row), style: context.theme.accent)
        }
    }

    /// The first row to show so that the selected one is in sight, near the middle where it can be.
    public static func offset(selection: Int?, count: Int, visible: Int) -> Int {
        guard let selection, count > visible else { return 0 }
        return min(max(0, selection - visible / 2), count - visible)
    }
}
