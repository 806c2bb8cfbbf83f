/// The bottom line: a message, then keys and what they do, as many as fit; pinned ones always, whatever the message.
///
///     StatusLine([KeyHint([.character(" ")], "pause"), KeyHint([.character("?")], "help", isPinned: true)])
public struct StatusLine: Widget, Hashable, Sendable {
    public var hints: [KeyHint]
    /// Stands before the hints, such as `saved drawing.png`; shortened where the pinned hints need the room.
    public var message: [Span]

    public init(_ hints: [KeyHint], message: [Span] = []) {
        self.hints = hints
        self.message = message
    }

    private static let gap = 2

    /// The columns that a message may take beside the pinned hints.
    public func messageRoom(in rect: Rect) -> Int {
        let pinned = hints.filter(\.isPinned).reduce(0) { $0 + $1.width + Self.gap }
        return max(0, rect.width - 2 - pinned)
    }

    /// Where each hint that fits stands.
    private func places(in rect: Rect) -> [(hint: KeyHint, column: Int)] {
        var column = rect.x + 1
        if !message.isEmpty { column += min(message.width, messageRoom(in: rect)) + Self.gap }
        var room = rect.right + 1 - column - hints.reduce(0) { $0 + ($1.isPinned ? $1.width + Self.gap : 0) }
        var result: [(KeyHint, Int)] = []
        for hint in hints {
            let width = hint.width + Self.gap
            if !hint.isPinned {
                // The order says what matters: after the first that does not fit, none is tried.
                room = width <= room ? room - width : -1
                if room < 0 { continue }
            }
            if column + hint.width > rect.right { break }
            result.append((hint, column))
            column += width
        }
        return result
    }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        let room = messageRoom(in: rect)
        var rest = room
        var column = rect.x + 1
        for span in message where rest > 0 {
            let text = TextMetrics.shortened(span.text, to: rest)
            let used = surface.put(text, at: Point(column: column, row: rect.y), style: span.style)
            column += used
            rest -= used
        }
        for (hint, column) in places(in: rect) {
            surface.put(
                [Span(hint.label, context.theme.accent), Span(" " + hint.action, context.theme.muted)],
                at: Point(column: column, row: rect.y))
        }
    }

    /// The key that a click at a cell presses.
    public func key(at point: Point, in rect: Rect) -> Key? {
        guard rect.contains(point) else { return nil }
        for (hint, column) in places(in: rect) where point.column >= column && point.column < column + hint.width {
            return hint.key(at: point.column - column)
        }
        return nil
    }
}
