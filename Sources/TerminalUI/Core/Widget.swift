/// A plain value that draws itself into a rectangle and never outside it.
public protocol Widget {
    func draw(on surface: inout Surface, in rect: Rect, context: ViewContext)
}

extension Surface {
    /// Draws a widget into a rectangle.
    public mutating func draw(_ widget: some Widget, in rect: Rect, context: ViewContext) {
        guard !rect.intersection(clip).isEmpty else { return }
        clipped(to: rect) { widget.draw(on: &$0, in: rect, context: context) }
    }
}
