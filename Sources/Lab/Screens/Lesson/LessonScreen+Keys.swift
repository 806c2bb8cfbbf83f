import TerminalUI

extension LessonScreen {
    /// What the keys of the Lesson screen do.
    public enum Action: Sendable {
        case focus(step: Int)
        case look(at: Panel)
        case chooseSection(step: Int)
        case scroll(lines: Int)
        case scrollPage(Int)
        case scrollToStart
        case scrollToEnd
        case answer
        case allAnswers
        case turnLesson(step: Int)
    }

    public func keys(_ state: LabState) -> KeyMap<Action> {
        KeyMap([
            .init(
                "Lesson", isActive: focus == .contents,
                [
                    KeyBinding(
                        [.up: .chooseSection(step: -1), .down: .chooseSection(step: 1)], hint: "section",
                        help: "section, in the contents")
                ]),
            .init(
                "Lesson", isActive: focus == .text,
                [
                    KeyBinding(
                        [.up: .scroll(lines: -1), .down: .scroll(lines: 1)], hint: "scroll", help: "scroll, in the text"
                    ),
                    KeyBinding(.pageDown, .scrollPage(1), hint: "on"),
                ]),
            .init(
                "Lesson",
                [
                    KeyBinding([.right: .look(at: .text), .left: .look(at: .contents)]),
                    KeyBinding([.pageUp: .scrollPage(-1), .pageDown: .scrollPage(1)], help: "a page"),
                    KeyBinding([.home: .scrollToStart, .end: .scrollToEnd], help: "beginning, end"),
                    KeyBinding(.enter, .answer, hint: "answer", help: "show or hide an answer"),
                    KeyBinding(.character("o"), .allAnswers, hint: "all answers", help: "show or hide all answers"),
                    KeyBinding(
                        [.character("["): .turnLesson(step: -1), .character("]"): .turnLesson(step: 1)],
                        hint: "other lessons", help: "previous, next lesson"),
                    KeyBinding(
                        [.tab: .focus(step: 1)], more: [.backTab: .focus(step: -1)], hint: "panel",
                        help: "next, previous panel"),
                ]),
        ])
    }

    public mutating func perform(_ action: Action, _ state: inout LabState) -> [LabEffect] {
        let page = page(state)
        let height = LessonLayout(LabModel.area(in: state.context.size), focus: focus).textHeight
        let last = max(0, page.lines.count - height)
        switch action {
        case .focus(let step): focus = focus.moved(by: step)
        case .look(let panel): focus = panel
        case .chooseSection(let step):
            show(entry: min(max(0, entry + step), max(0, page.entries.count - 1)), page)
        case .scroll(let lines): scroll(to: offset + lines, last, page)
        case .scrollPage(let pages): scroll(to: offset + pages * (height - 1), last, page)
        case .scrollToStart: scroll(to: 0, last, page)
        case .scrollToEnd: scroll(to: last, last, page)
        case .answer: toggle(page, state)
        case .allAnswers: toggleAll(state)
        case .turnLesson(let step): turn(step, state)
        }
        return []
    }
}
