import Notebook
import TerminalUI

/// A lesson as lines of a certain width, and where each of its parts begins.
struct LessonPage {
    /// A part that the table of contents lists.
    struct Entry: Equatable {
        enum Kind: Equatable {
            case introduction
            case section(id: String)
            case question(Int)
            case model
        }

        var kind: Kind
        var title: String
        /// The first of its lines.
        var line: Int
    }

    private(set) var lines: [[Span]] = []
    private(set) var entries: [Entry] = []

    /// - Parameters:
    ///   - model: The lines of the model's summary; empty leaves it out.
    ///   - open: Questions whose answers are shown.
    init(_ lesson: Lesson?, model: [String], open: Set<Int>, width: Int, context: ViewContext) {
        let theme = context.theme
        // Long lines are hard to read, however wide the window.
        let measure = min(width, 78)
        if let lesson {
            begin(.introduction, lesson.title)
            heading(lesson.title, theme.accent, measure, context)
            lines += Markdown.lines(lesson.introduction, width: measure, context: context)
            for section in lesson.sections {
                space()
                begin(.section(id: section.id), section.heading)
                heading(section.heading, theme.title, measure, context)
                lines += Markdown.lines(section.markdown, width: measure, context: context)
            }
            for (index, question) in lesson.questions.enumerated() {
                space()
                begin(.question(index), question.question)
                let isOpen = open.contains(index)
                for (row, line) in TextMetrics.wrapped(question.question, to: measure - 2).enumerated() {
                    let mark = row == 0 ? (isOpen ? "▾ " : "▸ ") : "  "
                    lines.append([Span(mark, theme.accent), Span(line, theme.title)])
                }
                if isOpen {
                    for line in Markdown.lines(question.answer, width: measure - 2, context: context) {
                        lines.append([Span("  ")] + line)
                    }
                } else {
                    lines.append([Span("  Enter shows the answer", theme.muted)])
                }
            }
        }
        if !model.isEmpty {
            space()
            begin(.model, "The model")
            heading("The model", theme.title, measure, context)
            for line in model { lines.append([Span(line)]) }
        }
    }

    private mutating func begin(_ kind: Entry.Kind, _ title: String) {
        entries.append(Entry(kind: kind, title: title, line: lines.count))
    }

    private mutating func space() { if !lines.isEmpty { lines.append([]) } }

    private mutating func heading(_ text: String, _ style: Style, _ width: Int, _ context: ViewContext) {
        let wrapped = TextMetrics.wrapped(text, to: width)
        for line in wrapped { lines.append([Span(line, style)]) }
        let rule = wrapped.reduce(0) { max($0, TextMetrics.width($1)) }
        lines.append([Span(String(repeating: context.glyph("─", "-"), count: rule), context.theme.border)])
    }
}
