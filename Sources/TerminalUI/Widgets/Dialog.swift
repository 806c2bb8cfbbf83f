/// A question in the middle of the screen, with choices of which one is selected.
///
///     Dialog("Quit?", text: "The run is saved.", choices: ["Save and quit", "Keep training"], selection: 0)
public struct Dialog: Widget, Hashable, Sendable {
    public var title: String
    public var text: String
    public var choices: [String]
    public var selection: Int
    /// A line to type into, above the choices.
    public var editor: LineEditor?

    public init(_ title: String, text: String, choices: [String], selection: Int = 0, editor: LineEditor? = nil) {
        self.title = title
        self.text = text
        self.choices = choices
        self.selection = selection
        self.editor = editor
    }

    private func layout(in rect: Rect) -> (box: Rect, lines: [String], choices: [Rect]) {
        let row = choices.reduce(0) { $0 + TextMetrics.width($1) + 4 } + max(0, choices.count - 1)
        let wanted = max(TextMetrics.width(title) + 6, row + 4, min(56, TextMetrics.width(text) + 4))
        let width = min(rect.width, max(24, wanted))
        let lines = TextMetrics.wrapped(text, to: width - 4)
        let isRow = row <= width - 4
        let extra = (editor == nil ? 0 : 2) + (isRow ? 1 : choices.count)
        let box = rect.centered(Size(columns: width, rows: lines.count + extra + 3))
        var places: [Rect] = []
        var column = box.x + 2
        let top = box.bottom - 1 - (isRow ? 1 : choices.count)
        for (index, choice) in choices.enumerated() {
            let size = TextMetrics.width(choice) + 4
            places.append(
                isRow
                    ? Rect(x: column, y: top, width: size, height: 1)
                    : Rect(x: box.x + 2, y: top + index, width: min(size, box.width - 4), height: 1))
            column += size + 1
        }
        return (box, lines, places)
    }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        let (box, lines, places) = layout(in: rect)
        surface.fill(box)
        surface.draw(Frame(title, isFocused: true), in: box, context: context)
        surface.clipped(to: box.inset()) { surface in
            for (row, line) in lines.enumerated() {
                surface.put(line, at: Point(column: box.x + 2, row: box.y + 1 + row))
            }
            if let editor {
                let line = Rect(x: box.x + 2, y: box.y + 2 + lines.count, width: box.width - 4, height: 1)
                surface.put(">", at: line.origin, style: context.theme.accent)
                surface.draw(editor, in: line.inset(left: 2), context: context)
            }
            for (index, choice) in choices.enumerated() {
                let isSelected = index == selection
                let text = isSelected ? "▸ \(choice) " : "  \(choice) "
                surface.put(
                    text, at: places[index].origin, style: isSelected ? context.theme.selection : .plain,
                    maxWidth: places[index].width)
            }
        }
    }

    /// The choice at a cell, for the mouse.
    public func choice(at point: Point, in rect: Rect) -> Int? {
        layout(in: rect).choices.firstIndex { $0.contains(point) }
    }
}
