/// A panel's border with a title at its left and facts at its right, as in `╭─ Accuracy ─── test 99.1 % ╮`.
///
///     let inside = surface.frame(Frame("Stages", info: "best"), in: rect, context: context)
public struct Frame: Widget, Hashable, Sendable {
    public var title: String
    /// Drawn at the right of the top border; pieces that do not fit are left out, the last first.
    public var info: [Span]
    /// Drawn at the left of the bottom border.
    public var footer: [Span]
    public var isFocused: Bool

    public init(_ title: String, info: [Span] = [], footer: [Span] = [], isFocused: Bool = false) {
        self.title = title
        self.info = info
        self.footer = footer
        self.isFocused = isFocused
    }

    public init(_ title: String, info: String, isFocused: Bool = false) {
        self.init(title, info: [Span(info)], isFocused: isFocused)
    }

    /// The room inside the border.
    public static func inside(_ rect: Rect) -> Rect { rect.inset() }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        guard rect.width >= 2, rect.height >= 2 else { return }
        // Without colours the focused panel has double lines; with them its border and title are bright.
        let isDouble = isFocused && context.colors == .none
        let lines: [Character] =
            switch context.glyphs {
            case .ascii: isDouble ? ["+", "=", "+", "|", "+", "+"] : ["+", "-", "+", "|", "+", "+"]
            case .block: isDouble ? ["╔", "═", "╗", "║", "╚", "╝"] : ["┌", "─", "┐", "│", "└", "┘"]
            case .braille: isDouble ? ["╔", "═", "╗", "║", "╚", "╝"] : ["╭", "─", "╮", "│", "╰", "╯"]
            }
        let style = isFocused ? context.theme.focusedBorder : context.theme.border
        let rule = String(repeating: lines[1], count: rect.width - 2)
        surface.put("\(lines[0])\(rule)\(lines[2])", at: rect.origin, style: style)
        surface.put("\(lines[4])\(rule)\(lines[5])", at: Point(column: rect.x, row: rect.bottom - 1), style: style)
        for row in (rect.y + 1)..<max(rect.y + 1, rect.bottom - 1) {
            surface.put("\(lines[3])", at: Point(column: rect.x, row: row), style: style)
            surface.put("\(lines[3])", at: Point(column: rect.right - 1, row: row), style: style)
        }
        var used = 2
        if !title.isEmpty && rect.width >= 6 {
            let name = TextMetrics.truncated(title, to: rect.width - 5)
            let nameStyle = isFocused ? context.theme.accent : context.theme.title
            used += 2 + surface.put(name, at: rect.origin.offset(columns: 3), style: nameStyle)
            surface.put(" ", at: rect.origin.offset(columns: 2))
            surface.put(" ", at: rect.origin.offset(columns: used - 1))
        }
        drawPieces(info, on: &surface, in: rect, row: rect.y, from: used + 1, alignRight: true, context)
        drawPieces(footer, on: &surface, in: rect, row: rect.bottom - 1, from: 2, alignRight: false, context)
    }

    private func drawPieces(
        _ pieces: [Span], on surface: inout Surface, in rect: Rect, row: Int, from: Int, alignRight: Bool,
        _ context: ViewContext
    ) {
        var shown = pieces
        let room = rect.width - from - 3
        while let last = shown.last, shown.width > room {
            if shown.count == 1 {
                // Half a number would be a wrong number: only words may be cut.
                if room >= 8, !last.text.contains(where: \.isNumber) {
                    shown = [Span(TextMetrics.truncated(last.text, to: room), last.style)]
                } else {
                    shown = []
                }
                break
            }
            shown.removeLast()
        }
        if shown.isEmpty || room <= 0 { return }
        let start = alignRight ? rect.right - 2 - shown.width : rect.x + from + 1
        surface.put(" ", at: Point(column: start - 1, row: row))
        for index in shown.indices where shown[index].style == .plain { shown[index].style = context.theme.muted }
        let end = start + surface.put(shown, at: Point(column: start, row: row))
        surface.put(" ", at: Point(column: end, row: row))
    }
}

extension Surface {
    /// Draws a frame and returns the room inside it.
    @discardableResult
    public mutating func frame(_ frame: Frame, in rect: Rect, context: ViewContext) -> Rect {
        draw(frame, in: rect, context: context)
        return Frame.inside(rect)
    }
}
