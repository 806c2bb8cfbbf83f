/// Simple Markdown as styled lines: headings, paragraphs, lists, quotes, **bold**, `code`, and code blocks verbatim.
public enum Markdown {
    /// The lines of a text wrapped to `width` columns.
    public static func lines(_ source: String, width: Int, context: ViewContext) -> [[Span]] {
        var result: [[Span]] = []
        var paragraph: [Substring] = []
        var isCode = false
        func flush() {
            if paragraph.isEmpty { return }
            result += wrapped(inline(paragraph.joined(separator: " "), context), to: width, indent: 0)
            paragraph = []
        }
        for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
            let trimmed = line.drop { $0 == " " }
            if trimmed.hasPrefix("```") {
                flush()
                isCode.toggle()
                continue
            }
            if isCode {
                // Verbatim: a drawing must keep its columns; what is too wide is cut, never wrapped.
                result.append([Span(TextMetrics.truncated(String(line), to: width), context.theme.muted)])
                continue
            }
            if trimmed.isEmpty {
                flush()
                if !(result.last?.isEmpty ?? true) { result.append([]) }
            } else if trimmed.hasPrefix("#") {
                flush()
                let level = trimmed.prefix { $0 == "#" }.count
                let text = String(trimmed.dropFirst(level).drop { $0 == " " })
                let style = level == 1 ? context.theme.accent : context.theme.title
                for part in TextMetrics.wrapped(text, to: width) { result.append([Span(part, style)]) }
                if level == 1 {
                    let rule = context.glyph("─", "-")
                    result.append([
                        Span(String(repeating: rule, count: min(width, TextMetrics.width(text))), context.theme.border)
                    ])
                }
            } else if let (marker, text) = item(trimmed) {
                flush()
                let depth = min(8, line.count - trimmed.count)
                let bullet = String(repeating: " ", count: depth) + marker + " "
                let indent = TextMetrics.width(bullet)
                var lines = wrapped(inline(text, context), to: max(1, width - indent), indent: indent)
                if lines.isEmpty { lines = [[Span("")]] }
                lines[0] = [Span(bullet, context.theme.accent)] + lines[0].dropFirst()
                result += lines
            } else if trimmed.hasPrefix("> ") {
                flush()
                let bar = context.glyph("│ ", "| ")
                for line in wrapped(inline(String(trimmed.dropFirst(2)), context), to: max(1, width - 2), indent: 0) {
                    result.append([Span(bar, context.theme.accent)] + line)
                }
            } else if line.count - trimmed.count >= 2, paragraph.isEmpty, let last = result.last, !last.isEmpty,
                last[0].text.allSatisfy({ $0 == " " }) || isBullet(last[0], context)
            {
                // A list item's text goes on in an indented line.
                let indent = last[0].width
                let joined = Array(last.dropFirst())
                let text = joined + [Span(" ")] + inline(String(trimmed), context)
                var lines = wrapped(text, to: max(1, width - indent), indent: indent)
                lines[0][0] = last[0]
                result.removeLast()
                result += lines
            } else {
                paragraph.append(trimmed)
            }
        }
        flush()
        while result.last?.isEmpty ?? false { result.removeLast() }
        return result
    }

    private static func isBullet(_ span: Span, _ context: ViewContext) -> Bool {
        span.style == context.theme.accent && span.text.last == " "
    }

    /// A list item's marker and text.
    private static func item(_ line: Substring) -> (marker: String, text: String)? {
        if line.hasPrefix("- ") || line.hasPrefix("* ") { return ("•", String(line.dropFirst(2))) }
        let digits = line.prefix { $0.isNumber }
        if !digits.isEmpty, digits.count <= 3, line.dropFirst(digits.count).hasPrefix(". ") {
            return (digits + ".", String(line.dropFirst(digits.count + 2)))
        }
        return nil
    }

    /// The pieces of one paragraph: `**bold**`, `*emphasis*` and `` `code` ``.
    static func inline(_ text: String, _ context: ViewContext) -> [Span] {
        var spans: [Span] = []
        var plain = ""
        var rest = Substring(text)
        func close(_ mark: String, _ body: Substring) -> (inside: Substring, after: Substring)? {
            var place = body.startIndex
            while place < body.endIndex {
                if body[place...].hasPrefix(mark) {
                    return place == body.startIndex
                        ? nil : (body[..<place], body[body.index(place, offsetBy: mark.count)...])
                }
                place = body.index(after: place)
            }
            return nil
        }
        while let first = rest.first {
            var found: (inside: Substring, after: Substring)?
            var style = Style.plain
            if rest.hasPrefix("**") {
                found = close("**", rest.dropFirst(2))
                style = context.theme.title
            } else if first == "`" {
                found = close("`", rest.dropFirst())
                style = context.theme.accent
            } else if first == "*", rest.dropFirst().first.map({ $0 != " " }) ?? false {
                found = close("*", rest.dropFirst())
                style = Style.plain.underlined
            }
            if let found {
                if !plain.isEmpty { spans.append(Span(plain)) }
                plain = ""
                spans.append(Span(String(found.inside), style))
                rest = found.after
            } else {
                plain.append(first)
                rest = rest.dropFirst()
            }
        }
        if !plain.isEmpty { spans.append(Span(plain)) }
        return spans
    }

    /// Styled text in lines of `width` columns, each after the same indent.
    static func wrapped(_ spans: [Span], to width: Int, indent: Int) -> [[Span]] {
        guard width > 0 else { return [] }
        var lines: [[Span]] = []
        let start = indent > 0 ? [Span(String(repeating: " ", count: indent))] : []
        var line = start
        var used = 0
        // A word may be made of several pieces: "**bold**," must not be torn apart.
        var word: [Span] = []
        var wordWidth = 0
        func endWord() {
            if wordWidth == 0 { return }
            if used > 0 && used + 1 + wordWidth > width {
                lines.append(line)
                line = start
                used = 0
            }
            if used > 0 {
                append(Span(" ", line.last.map { $0.style == word[0].style ? $0.style : .plain } ?? .plain))
                used += 1
            }
            for piece in word {
                for part in TextMetrics.width(piece.text) > width
                    ? TextMetrics.wrapped(piece.text, to: width) : [piece.text]
                {
                    let columns = TextMetrics.width(part)
                    if used > 0 && used + columns > width {
                        lines.append(line)
                        line = start
                        used = 0
                    }
                    append(Span(part, piece.style))
                    used += columns
                }
            }
            word = []
            wordWidth = 0
        }
        func append(_ span: Span) {
            if let last = line.last, line.count > start.count, last.style == span.style {
                line[line.count - 1].text += span.text
            } else {
                line.append(span)
            }
        }
        for span in spans {
            var first = true
            for part in span.text.split(separator: " ", omittingEmptySubsequences: false) {
                if !first { endWord() }
                first = false
                if part.isEmpty { continue }
                word.append(Span(String(part), span.style))
                wordWidth += TextMetrics.width(part)
            }
        }
        endWord()
        if used > 0 { lines.append(line) }
        return lines
    }
}
