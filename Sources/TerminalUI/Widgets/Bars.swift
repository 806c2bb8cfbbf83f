/// Horizontal bars with labels and values, such as the ten probabilities; the winner stands out.
///
///     Bars(items: probabilities.enumerated().map { .init("\($0)", $1, NumberFormat.fixed($1 * 100, 1)) }, winner: 7)
public struct Bars: Widget, Hashable, Sendable {
    public struct Item: Hashable, Sendable {
        public var label: String
        public var value: Double
        /// The value as text, at the right.
        public var text: String
        /// The bar's style, where it differs.
        public var style: Style?

        public init(_ label: String, _ value: Double, _ text: String, style: Style? = nil) {
            self.label = label
            self.value = value
            self.text = text
            self.style = style
        }
    }

    public var items: [Item]
    /// The value of a full bar.
    public var maximum: Double
    /// The item that is drawn bold with a pointer beside it.
    public var winner: Int?

    public init(items: [Item], maximum: Double = 1, winner: Int? = nil) {
        self.items = items
        self.maximum = maximum
        self.winner = winner
    }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        let labels = items.reduce(0) { max($0, TextMetrics.width($1.label)) }
        let values = items.reduce(0) { max($0, TextMetrics.width($1.text)) }
        // Pointer and label, a space, the bar, a space, the value.
        let room = rect.width - 2 - labels - 1 - (values > 0 ? values + 1 : 0)
        // Rows are spread where there is room for a blank one after each.
        let pitch = rect.height >= items.count * 2 - 1 && items.count > 1 ? 2 : 1
        for (index, item) in items.enumerated() {
            let row = rect.y + index * pitch
            if row >= rect.bottom { break }
            let isWinner = index == winner
            let emphasis: Style.Attributes = isWinner ? .bold : []
            if isWinner { surface.put("▸", at: Point(column: rect.x, row: row), style: context.theme.accent) }
            let label = Rect(x: rect.x + 2, y: row, width: labels, height: 1)
            surface.put(item.label, in: label, alignment: .right, style: Style.plain.adding(emphasis))
            let share = item.value.isFinite && maximum > 0 ? item.value / maximum : 0
            let style = item.style ?? (isWinner ? context.theme.accent : context.theme.muted)
            surface.put(
                EighthBar.text(share: share, width: room, glyphs: context.glyphs),
                at: Point(column: rect.x + 3 + labels, row: row), style: style, maxWidth: max(0, room))
            let value = Rect(x: rect.right - values, y: row, width: values, height: 1)
            surface.put(
                item.text, in: value, alignment: .right,
                style: isWinner ? Style.plain.bold : share < 0.005 ? context.theme.muted : .plain)
        }
    }
}
