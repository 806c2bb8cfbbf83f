import Notebook
import TerminalUI

/// Where the table of contents and the text stand.
struct LessonLayout {
    var contents: Rect?
    var text: Rect?

    init(_ area: Rect, focus: LessonScreen.Panel) {
        if area.width >= 76 {
            let (left, right) = area.split(left: area.width >= 110 ? 36 : 26)
            contents = left
            text = right
        } else if focus == .contents {
            contents = area
        } else {
            text = area
        }
        inside = Frame.inside(text ?? area).inset(left: 1, top: 0, right: 1, bottom: 0)
    }

    private let inside: Rect
    var textWidth: Int { inside.width }
    var textHeight: Int { inside.height }
    var textInside: Rect { inside }
}

extension LessonScreen {
    private func list(_ page: LessonPage, _ state: LabState) -> List {
        let theme = state.context.theme
        let opened = open[currentID(state)] ?? []
        let items = page.entries.map { entry -> List.Item in
            switch entry.kind {
            case .question(let index):
                return List.Item([Span(opened.contains(index) ? "▾ " : "? ", theme.accent), Span(entry.title)])
            case .introduction, .section, .model: return List.Item(entry.title)
            }
        }
        return List(
            items: items, selection: items.isEmpty ? nil : min(entry, items.count - 1), isFocused: focus == .contents,
            placeholder: state.lessonProblem ?? "no lesson for this stage")
    }

    public func draw(on surface: inout Surface, in area: Rect, _ state: LabState, _ context: ViewContext) {
        let layout = LessonLayout(area, focus: focus)
        let page = page(state)
        let id = currentID(state)
        if let rect = layout.contents {
            let all = names(state)
            let number = all.firstIndex(of: id).map { "\($0 + 1) of \(all.count)" } ?? ""
            let inside = surface.frame(
                Frame("Contents", info: [Span(number)], isFocused: focus == .contents), in: rect, context: context)
            surface.draw(list(page, state), in: inside, context: context)
        }
        if let rect = layout.text {
            let last = max(0, page.lines.count - layout.textHeight)
            let share = last > 0 ? "\(min(100, offset * 100 / last)) %" : ""
            surface.frame(
                Frame("Lesson: \(id)", info: share.isEmpty ? [] : [Span(share)], isFocused: focus == .text), in: rect,
                context: context)
            if page.lines.isEmpty {
                let text = state.lessonProblem ?? (state.lessons.isEmpty ? "reading" : "no lesson on \(id)")
                surface.put(
                    text, in: layout.textInside, row: 1, alignment: .left, style: context.theme.muted)
                return
            }
            surface.draw(
                TextArea(page.lines, offset: offset),
                in: layout.textInside.inset(left: 0, top: 0, right: -1, bottom: 0), context: context)
        }
    }

    public mutating func handle(_ mouse: MouseEvent, in area: Rect, _ state: inout LabState) -> [LabEffect] {
        let layout = LessonLayout(area, focus: focus)
        let page = page(state)
        let last = max(0, page.lines.count - layout.textHeight)
        let isInContents = layout.contents?.contains(mouse.position) ?? false
        switch mouse.kind {
        case .press where mouse.button == .left:
            if isInContents, let rect = layout.contents {
                focus = .contents
                guard let index = list(page, state).item(at: mouse.position, in: Frame.inside(rect)) else { return [] }
                let isSame = index == entry
                show(entry: index, page)
                if isSame, case .question(let question) = page.entries[index].kind { flip(question, state) }
            } else if layout.textInside.contains(mouse.position) {
                focus = .text
                // A click on a question opens it.
                let line = min(offset, last) + mouse.position.row - layout.textInside.y
                if let index = page.entries.lastIndex(where: { $0.line <= line }),
                    case .question(let question) = page.entries[index].kind, line <= page.entries[index].line + 2
                {
                    entry = index
                    flip(question, state)
                }
            }
        case .scrollUp, .scrollDown:
            let step = mouse.kind == .scrollUp ? -3 : 3
            if isInContents {
                show(entry: min(max(0, entry + step.signum()), page.entries.count - 1), page)
            } else {
                offset = min(max(0, offset + step), last)
                entry = page.entries.lastIndex { $0.line <= offset } ?? 0
            }
        default: break
        }
        return []
    }
}
