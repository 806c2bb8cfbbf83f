/// Labelled values of which one is selected, can be nudged (`‹ 0.002 ›`) or typed; what was changed carries a •.
///
///     Form(fields: [.init("learning rate", "0.002", isModified: true, hint: "1e-6 … 1")], selection: 0)
public struct Form: Widget, Hashable, Sendable {
    public struct Field: Hashable, Sendable {
        public var label: String
        public var value: String
        /// Differs from its default.
        public var isModified: Bool
        /// Can be changed; others are shown muted.
        public var isEnabled: Bool
        /// A word after the value, such as `restart`.
        public var note: String
        /// The range or the choices, shown below the form while the field is selected.
        public var hint: String

        public init(
            _ label: String, _ value: String, isModified: Bool = false, isEnabled: Bool = true, note: String = "",
            hint: String = ""
        ) {
            self.label = label
            self.value = value
            self.isModified = isModified
            self.isEnabled = isEnabled
            self.note = note
            self.hint = hint
        }
    }

    public var fields: [Field]
    public var selection: Int?
    public var isFocused: Bool
    /// What is being typed into the selected field.
    public var editor: LineEditor?
    /// Why the typed value was refused; stands in the place of the hint.
    public var error: String?

    public init(
        fields: [Field], selection: Int? = nil, isFocused: Bool = false, editor: LineEditor? = nil,
        error: String? = nil
    ) {
        self.fields = fields
        self.selection = selection
        self.isFocused = isFocused
        self.editor = editor
        self.error = error
    }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        let foot = footer(width: rect.width)
        let (body, below) = rect.split(bottom: min(foot.count, max(0, rect.height - 1)))
        for (row, line) in foot.enumerated() {
            surface.put(
                line, at: below.origin.offset(rows: row),
                style: error == nil ? context.theme.muted : context.theme.bad, maxWidth: below.width)
        }
        let first = ScrollBar.offset(selection: selection, count: fields.count, visible: body.height)
        let scrolls = fields.count > body.height
        let width = body.width - (scrolls ? 1 : 0)
        let labels = min(fields.reduce(0) { max($0, TextMetrics.width($1.label)) }, max(4, width - 14))
        for offset in 0..<min(body.height, fields.count) {
            let field = fields[first + offset]
            let isSelected = first + offset == selection
            let line = Rect(x: body.x, y: body.y + offset, width: width, height: 1)
            draw(field, isSelected: isSelected, labels: labels, on: &surface, in: line, context)
        }
        surface.draw(
            ScrollBar(offset: first, visible: body.height, total: fields.count), in: body, context: context)
    }

    private func draw(
        _ field: Field, isSelected: Bool, labels: Int, on surface: inout Surface, in line: Rect, _ context: ViewContext
    ) {
        let emphasis: Style.Attributes = isSelected ? .bold : []
        let look = field.isEnabled ? Style.plain : context.theme.muted
        if isSelected {
            surface.put("▸", at: line.origin, style: isFocused ? context.theme.accent : context.theme.muted)
        }
        surface.put(
            TextMetrics.truncated(field.label, to: labels), at: line.origin.offset(columns: 2),
            style: look.adding(emphasis))
        let value = line.inset(left: 2 + labels + 2, right: 2)
        if isSelected, let editor {
            surface.put(">", at: value.origin.offset(columns: -1), style: context.theme.accent)
            surface.draw(editor, in: value.inset(left: 1), context: context)
        } else if isSelected && isFocused && field.isEnabled {
            // The value stays in its column; the arrows stand closer where room is short.
            let gap = TextMetrics.width(field.value) <= value.width - 2 ? " " : ""
            let text = TextMetrics.truncated(field.value, to: value.width)
            surface.put(
                [
                    Span("‹" + gap, context.theme.accent), Span(text, .plain.bold),
                    Span(gap + "›", context.theme.accent),
                ],
                at: value.origin.offset(columns: gap.isEmpty ? 0 : -1))
        } else {
            surface.put(
                TextMetrics.truncated(field.value, to: value.width), at: value.origin.offset(columns: 1),
                style: look.adding(emphasis))
        }
        if field.isModified {
            surface.put("•", at: Point(column: line.right - 1, row: line.y), style: context.theme.warning)
        }
        let used = TextMetrics.width(field.value) + 4
        if !field.note.isEmpty && editor == nil && used + TextMetrics.width(field.note) <= value.width {
            surface.put(field.note, in: value, alignment: .right, style: context.theme.muted)
        }
    }

    /// The error, or while typing the hint, wrapped.
    private func footer(width: Int) -> [String] {
        if let error { return TextMetrics.wrapped(error, to: width) }
        guard isFocused, let selection, fields.indices.contains(selection), !fields[selection].hint.isEmpty else {
            return []
        }
        return TextMetrics.wrapped(fields[selection].hint, to: width)
    }

    /// The line of the selected field, from its value on: where a list of choices hangs.
    public func valuePlace(in rect: Rect) -> Rect? {
        guard let selection, fields.indices.contains(selection) else { return nil }
        let foot = footer(width: rect.width)
        let body = rect.split(bottom: min(foot.count, max(0, rect.height - 1))).rest
        let first = ScrollBar.offset(selection: selection, count: fields.count, visible: body.height)
        let labels = min(fields.reduce(0) { max($0, TextMetrics.width($1.label)) }, max(4, body.width - 14))
        return Rect(x: body.x, y: body.y + selection - first, width: body.width, height: 1)
            .inset(left: 2 + labels + 2).intersection(body)
    }

    /// The field at a cell, and the direction where the cell is one of its arrows; for the mouse.
    public func field(at point: Point, in rect: Rect) -> (index: Int, nudge: Int)? {
        let foot = footer(width: rect.width)
        let body = rect.split(bottom: min(foot.count, max(0, rect.height - 1))).rest
        guard body.contains(point) else { return nil }
        let first = ScrollBar.offset(selection: selection, count: fields.count, visible: body.height)
        let index = first + point.row - body.y
        guard fields.indices.contains(index) else { return nil }
        let width = body.width - (fields.count > body.height ? 1 : 0)
        let labels = min(fields.reduce(0) { max($0, TextMetrics.width($1.label)) }, max(4, width - 14))
        guard index == selection, editor == nil else { return (index, 0) }
        // As drawn: the arrow, a gap, the value, a gap, the arrow.
        let start = body.x + 2 + labels + 1
        let end = start + min(TextMetrics.width(fields[index].value), max(0, width - labels - 6)) + 3
        if point.column >= start && point.column <= start + 1 { return (index, -1) }
        if point.column >= end && point.column <= end + 1 { return (index, 1) }
        return (index, 0)
    }
}
