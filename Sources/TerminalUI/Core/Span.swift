/// A piece of text in one style; a line of several is `[Span]`.
public struct Span: Hashable, Sendable {
    public var text: String
    public var style: Style

    public init(_ text: String, _ style: Style = .plain) {
        self.text = text
        self.style = style
    }

    public var width: Int { TextMetrics.width(text) }
}

extension Array where Element == Span {
    /// Columns of the whole line.
    public var width: Int { reduce(0) { $0 + $1.width } }
}
