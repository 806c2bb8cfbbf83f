/// Lines of styled text that scroll, such as a lesson.
///
///     TextArea(Markdown.lines(lesson, width: rect.width - 2, context: context), offset: model.scroll)
public struct TextArea: Widget, Hashable, Sendable {
    public var lines: [[Span]]
    /// Lines scrolled down; more than there are shows the end.
    public var offset: Int

    public init(_ lines: [[Span]], offset: Int = 0) {
        self.lines = lines
        self.offset = offset
    }

    /// Plain text, wrapped.
    public init(_ text: String, width: Int, style: Style = .plain, offset: Int = 0) {
        self.init(TextMetrics.wrapped(text, to: width).map { [Span($0, style)] }, offset: offset)
    }

    /// The largest offset that still fills the rectangle.
    public func lastOffset(height: Int) -> Int { max(0, lines.count - height) }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        let first = min(max(0, offset), lastOffset(height: rect.height))
        for (row, line) in lines.dropFirst(first).prefix(rect.height).enumerated() {
            surface.put(line, at: rect.origin.offset(rows: row), maxWidth: rect.width)
        }
        surface.draw(
            ScrollBar(offset: first, visible: rect.height, total: lines.count), in: rect, context: context)
    }
}
