/// One line of text being typed, with its cursor; keys change it, widgets show it.
public struct LineEditor: Hashable, Sendable {
    public private(set) var text: String
    /// Characters before the cursor.
    public private(set) var cursor: Int
    /// The whole text is selected: what is typed replaces it, a key that moves the cursor keeps it.
    public private(set) var isSelected: Bool

    public init(_ text: String = "", isSelected: Bool = false) {
        self.text = text
        cursor = text.count
        self.isSelected = isSelected && !text.isEmpty
    }

    /// Takes a key; false when it means nothing to a line of text (Enter, Escape, Up …).
    @discardableResult
    public mutating func handle(_ key: Key) -> Bool {
        if isSelected {
            switch key {
            case .character:
                text = ""
                cursor = 0
            case .backspace, .delete:
                text = ""
                cursor = 0
                isSelected = false
                return true
            default: break
            }
            isSelected = false
        }
        switch key {
        case .character(let character):
            text.insert(character, at: index(cursor))
            // A combining mark joins the character before it.
            cursor = min(text.count, cursor + 1)
        case .backspace:
            if cursor > 0 {
                text.remove(at: index(cursor - 1))
                cursor -= 1
            }
        case .delete, .control("d"):
            if cursor < text.count { text.remove(at: index(cursor)) }
        case .left, .control("b"): cursor = max(0, cursor - 1)
        case .right, .control("f"): cursor = min(text.count, cursor + 1)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = text.count
        case .control("u"):
            text.removeSubrange(text.startIndex..<index(cursor))
            cursor = 0
        case .control("k"): text.removeSubrange(index(cursor)...)
        case .control("w"):
            var start = cursor
            while start > 0, text[index(start - 1)] == " " { start -= 1 }
            while start > 0, text[index(start - 1)] != " " { start -= 1 }
            text.removeSubrange(index(start)..<index(cursor))
            cursor = start
        default: return false
        }
        return true
    }

    /// What of a pasted text fits into one line: its line breaks and tabs as blanks, none at its ends, and no other control
    /// or invisible characters.
    public static func typable(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator:
                if scalar.properties.isWhitespace, result.last != " " { result.append(" ") }
            case .format, .surrogate, .privateUse, .unassigned: break
            default: result.append(scalar)
            }
        }
        return String(result).trimmingBlanks
    }

    private func index(_ offset: Int) -> String.Index { text.index(text.startIndex, offsetBy: offset) }

    /// Draws the line, scrolled so that the cursor is in sight, the cursor as a reversed cell.
    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        guard rect.width > 0 else { return }
        let before = TextMetrics.width(text.prefix(cursor))
        var skipped = 0
        var visible = Substring(text)
        while before - skipped >= rect.width, let first = visible.first {
            skipped += TextMetrics.width(String(first))
            visible = visible.dropFirst()
        }
        let style = isSelected ? context.theme.selection : Style.plain.underlined
        surface.put(visible, at: rect.origin, style: style, maxWidth: rect.width)
        let column = rect.x + before - skipped
        let under = cursor < text.count ? String(text[index(cursor)]) : " "
        surface.put(under, at: Point(column: column, row: rect.y), style: Style.plain.reversed)
    }
}

extension LineEditor: Widget {}

extension String {
    fileprivate var trimmingBlanks: String {
        guard let first = firstIndex(where: { $0 != " " }), let last = lastIndex(where: { $0 != " " }) else {
            return ""
        }
        return String(self[first...last])
    }
}
