/// The bottom line: keys and what they do, as many as fit, pinned ones always; or a message.
///
///     StatusLine([KeyHint("Space", "pause"), KeyHint("?", "help", isPinned: true)])
public struct StatusLine: Widget, Hashable, Sendable {
    public var hints: [KeyHint]
    /// Stands before the hints, such as `saved drawing.png`.
    public var message: [Span]

    public init(_ hints: [KeyHint], message: [Span] = []) {
        self.hints = hints
        self.message = message
    }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        var column = rect.x + 1
        if !message.isEmpty {
            column += surface.put(message, at: Point(column: column, row: rect.y), maxWidth: rect.width - 2) + 3
        }
        func width(_ hint: KeyHint) -> Int { TextMetrics.width(hint.keys) + 1 + TextMetrics.width(hint.action) + 2 }
        var room = rect.right + 1 - column - hints.reduce(0) { $0 + ($1.isPinned ? width($1) : 0) }
        for hint in hints {
            if !hint.isPinned {
                // The order says what matters: after the first that does not fit, none is tried.
                room = width(hint) <= room ? room - width(hint) : -1
                if room < 0 { continue }
            }
            if column + width(hint) - 2 > rect.right { break }
            surface.put(
                [Span(hint.keys, context.theme.accent), Span(" " + hint.action, context.theme.muted)],
                at: Point(column: column, row: rect.y))
            column += width(hint)
        }
    }

    /// The hint at a column, for the mouse.
    public func hint(at point: Point, in rect: Rect) -> KeyHint? {
        guard rect.contains(point) else { return nil }
        var column = rect.x + 1 + (message.isEmpty ? 0 : message.width + 3)
        func width(_ hint: KeyHint) -> Int { TextMetrics.width(hint.keys) + 1 + TextMetrics.width(hint.action) + 2 }
        var room = rect.right + 1 - column - hints.reduce(0) { $0 + ($1.isPinned ? width($1) : 0) }
        for hint in hints {
            if !hint.isPinned {
                room = width(hint) <= room ? room - width(hint) : -1
                if room < 0 { continue }
            }
            if column + width(hint) - 2 > rect.right { break }
            if point.column >= column && point.column < column + width(hint) - 2 { return hint }
            column += width(hint)
        }
        return nil
    }
}
