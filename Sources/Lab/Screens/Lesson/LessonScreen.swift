import NeuralNetwork
import Notebook
import TerminalUI

extension ScreenID {
    public static let lesson = ScreenID("lesson")
}

/// The lesson of the stage: text, questions whose answers open on Enter, and the model's summary.
public struct LessonScreen: LabScreen {
    public enum Panel: PanelOrder, Sendable { case contents, text }

    public static let id = ScreenID.lesson
    public let title = "Lesson"
    var focus = Panel.contents
    /// The lesson in front, where it is not the chosen stage's.
    var lessonID: String?
    var entry = 0
    var offset = 0
    /// Questions that were opened, by lesson.
    var open: [String: Set<Int>] = [:]
    /// The summary of the chosen stage's network with its settings as they are.
    var model: [String] = []

    public init() {}

    public mutating func appear(_ state: inout LabState) -> [LabEffect] {
        summarise(state)
        follow(&state)
        return []
    }

    public mutating func changed(_ change: LabChange, _ state: inout LabState) -> [LabEffect] {
        switch change {
        case .stage:
            lessonID = nil
            entry = 0
            offset = 0
            summarise(state)
        case .lessons: follow(&state)
        case .shownRun, .data, .runs, .drawing: break
        }
        return []
    }

    private mutating func summarise(_ state: LabState) {
        let style: ModelSummary.Lines = state.context.glyphs == .ascii ? .ascii : .unicode
        guard let specification = try? state.stage.network(for: state.hyperparameters),
            let network = try? Network(specification)
        else {
            model = ["These settings make no network; the form on the Train screen says why."]
            return
        }
        model = ModelSummary.lines(for: network, title: state.stage.id, drawnWith: style)
    }

    /// Goes to the section that a note on another screen points to.
    private mutating func follow(_ state: inout LabState) {
        guard let wanted = state.requestedLessonSection, state.lessons[wanted.lesson] != nil else { return }
        state.requestedLessonSection = nil
        lessonID = wanted.lesson == state.stage.id ? nil : wanted.lesson
        let page = page(state)
        if let index = page.entries.firstIndex(where: { $0.kind == .section(id: wanted.section) }) {
            show(entry: index, page)
        }
    }

    /// The lesson's name in front.
    func currentID(_ state: LabState) -> String { lessonID ?? state.stage.id }

    /// Names of all lessons in reading order: the stages', then the pages that belong to screens.
    func names(_ state: LabState) -> [String] {
        let stages = state.stages.map(\.id).filter { state.lessons[$0] != nil }
        let others = state.lessons.keys.filter { !stages.contains($0) }.sorted()
        return stages + others
    }

    func page(_ state: LabState) -> LessonPage {
        let id = currentID(state)
        let width = LessonLayout(LabModel.area(in: state.context.size), focus: focus).textWidth
        return LessonPage(
            state.lessons[id]?.filling(state.lessonFields), model: id == state.stage.id ? model : [],
            open: open[id] ?? [], width: width, context: state.context)
    }

    mutating func show(entry index: Int, _ page: LessonPage) {
        guard page.entries.indices.contains(index) else { return }
        entry = index
        offset = page.entries[index].line
    }

    mutating func scroll(to line: Int, _ last: Int, _ page: LessonPage) {
        offset = min(max(0, line), last)
        entry = page.entries.lastIndex { $0.line <= offset } ?? 0
        // The end of the text belongs to the last part even where that begins below the first line in sight.
        if offset == last, last > 0, let end = page.entries.indices.last { entry = max(entry, end) }
    }

    mutating func turn(_ step: Int, _ state: LabState) {
        let names = names(state)
        guard !names.isEmpty else { return }
        let index = names.firstIndex(of: currentID(state)) ?? 0
        let next = names[(index + step + names.count) % names.count]
        lessonID = next == state.stage.id ? nil : next
        entry = 0
        offset = 0
    }

    mutating func toggle(_ page: LessonPage, _ state: LabState) {
        guard page.entries.indices.contains(entry), case .question(let index) = page.entries[entry].kind else {
            // In the text, Enter opens the first question in sight.
            let visible = page.entries.firstIndex { item in
                if case .question = item.kind { item.line >= offset } else { false }
            }
            guard let visible, case .question(let index) = page.entries[visible].kind else { return }
            entry = visible
            offset = page.entries[visible].line
            flip(index, state)
            return
        }
        flip(index, state)
        offset = min(offset, page.entries[entry].line)
    }

    mutating func flip(_ question: Int, _ state: LabState) {
        let id = currentID(state)
        if open[id, default: []].remove(question) == nil { open[id, default: []].insert(question) }
    }

    mutating func toggleAll(_ state: LabState) {
        let id = currentID(state)
        let count = state.lessons[id]?.questions.count ?? 0
        open[id] = (open[id]?.count ?? 0) == count ? [] : Set(0..<count)
    }
}
