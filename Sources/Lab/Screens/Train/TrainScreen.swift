import Datasets
import Notebook
import Telemetry
import TerminalUI

/// Screen 1: stages, hyperparameters, curves, progress and a strip of test digits.
public struct TrainScreen: LabScreen {
    /// The panels, in the order of Tab.
    enum Panel: Int, CaseIterable, Sendable { case stages, form, accuracy, loss, digits }

    public let title = "Train"
    var focus = Panel.stages
    /// Which of the curves and digits has the room where only one does.
    var mainPanel = Panel.accuracy
    /// The stage under the cursor, where that is not the chosen one because another trains.
    var stageCursor: Int?
    var field = 0
    var editor: LineEditor?
    var error: String?
    /// The visible part of the x axis, and where values are read; both plots share them.
    var zoom: ClosedRange<Double>?
    var cursor: Double?
    /// The row chosen in the list of ghosts, while it is open.
    var ghostRow: Int?

    public init() {}

    public var capturesText: Bool { editor != nil }

    public mutating func appear(_ state: inout LabState) -> [LabEffect] {
        state.seekModel() + seekGhosts(&state)
    }

    public mutating func changed(_ change: LabChange, _ state: inout LabState) -> [LabEffect] {
        switch change {
        case .stage:
            clampField(state)
            zoom = nil
            cursor = nil
            return seekGhosts(&state)
        case .runs: return seekGhosts(&state)
        case .shownRun, .data, .lessons, .drawing: return []
        }
    }

    // MARK: Keys

    public func hints(_ state: LabState) -> [KeyHint] {
        if editor != nil { return [KeyHint("Enter", "take"), KeyHint("Esc", "leave as it was")] }
        if ghostRow != nil { return [KeyHint("↑↓", "choose"), KeyHint("Enter", "lay under"), KeyHint("Esc", "close")] }
        let action =
            !state.isTraining
            ? (state.shownRun?.source == .session ? [KeyHint("r", "train anew")] : [KeyHint("Space", "train")])
            : [
                KeyHint("Space", state.run?.isPaused == true ? "resume" : "pause"), KeyHint("s", "batch"),
                KeyHint("S", "epoch"), KeyHint("r", "restart"), KeyHint("x", "stop"),
            ]
        let panel: [KeyHint] =
            switch focus {
            case .stages: [KeyHint("↑↓", "stage")]
            case .form:
                [KeyHint("↑↓", "field"), KeyHint("←→", "change"), KeyHint("Enter", "type"), KeyHint("d", "notebook")]
            case .accuracy, .loss: [KeyHint("←→", "read"), KeyHint("↑↓", "zoom")]
            case .digits: []
            }
        let plots = [
            KeyHint("y", "log"), KeyHint("m", "smooth"), KeyHint("a", "axis"), KeyHint("f", "follow"),
            KeyHint("g", "ghosts"),
        ]
        let why = state.shownRun.map { $0.insights.isEmpty ? [] : [KeyHint("i", "why")] } ?? []
        return action + [KeyHint("Tab", "panel")] + panel + why + plots
    }

    public func help(_ state: LabState) -> [Help.Section] {
        [
            Help.Section(
                "Stages", [KeyHint("↑ ↓", "choose a stage"), KeyHint("Enter", "switch to it (asks while training)")]),
            Help.Section(
                "Hyperparameters",
                [
                    KeyHint("↑ ↓", "choose"), KeyHint("← →", "a sensible step"), KeyHint("Enter", "type a value"),
                    KeyHint("d", "the notebook's value"), KeyHint("D", "all the notebook's values"),
                ]),
            Help.Section(
                "Curves",
                [
                    KeyHint("← →", "read values"), KeyHint("↑ ↓  + -", "zoom"), KeyHint("PgUp PgDn", "move"),
                    KeyHint("Home", "the whole run"), KeyHint("End", "to its end"),
                    KeyHint("Esc", "no cursor, no zoom"),
                    KeyHint("y", "logarithmic loss"), KeyHint("m", "smoothing"), KeyHint("a", "epoch, step or time"),
                    KeyHint("f", "follow the last part"), KeyHint("g", "other stages' last runs"),
                    KeyHint("i", "the lesson on what is seen"),
                ]),
        ]
    }

    public mutating func handle(_ key: Key, _ state: inout LabState) -> [LabEffect]? {
        if editor != nil { return handleEditor(key, &state) }
        if ghostRow != nil { return handleGhosts(key.mirroringArrows, &state) }
        switch key {
        case .tab: return move(focus: 1, state)
        case .backTab: return move(focus: -1, state)
        case .character("y"):
            state.settings.plot.isLogarithmic.toggle()
            state.notice = Notice(state.settings.plot.isLogarithmic ? "loss: logarithmic" : "loss: linear")
            return save(state)
        case .character("m"):
            let factors = PlotOptions.smoothingFactors
            let index = factors.firstIndex(of: state.settings.plot.smoothing) ?? 0
            state.settings.plot.smoothing = factors[(index + 1) % factors.count]
            let factor = state.settings.plot.smoothing
            state.notice = Notice(
                factor == 0
                    ? "smoothing off" : "exponential mean over about \(Int((1 / (1 - factor)).rounded())) points")
            return save(state)
        case .character("a"):
            state.settings.plot.xAxis = state.settings.plot.xAxis.next
            zoom = nil
            cursor = nil
            return save(state)
        case .character("f"):
            state.settings.plot.followsEnd.toggle()
            zoom = nil
            state.notice = Notice(state.settings.plot.followsEnd ? "following the last quarter" : "the whole run")
            return save(state)
        case .character("g"):
            ghostRow = 0
            return []
        case .character("i"): return openLesson(&state)
        case .character("D"):
            state.hyperparameters = state.stage.defaults
            clampField(state)
            state.notice = Notice("all as in the notebook")
            return state.applyLive()
        default: break
        }
        switch focus {
        case .stages: return handleStages(key, &state)
        case .form: return handleForm(key, &state)
        case .accuracy, .loss: return handlePlot(key, state)
        case .digits: return nil
        }
    }

    private func save(_ state: LabState) -> [LabEffect] { [.saveSettings(state.settings)] }

    mutating func move(focus step: Int, _ state: LabState) -> [LabEffect] {
        let all = Panel.allCases
        focus(on: all[(focus.rawValue + step + all.count) % all.count])
        return []
    }

    mutating func focus(on panel: Panel) {
        focus = panel
        if panel.rawValue >= Panel.accuracy.rawValue { mainPanel = panel }
        if panel != .stages { stageCursor = nil }
    }

    private mutating func openLesson(_ state: inout LabState) -> [LabEffect] {
        if let insight = state.shownRun?.insights.first {
            state.requestedLessonSection = insight.lessonReference
        }
        state.requestedScreen = "Lesson"
        return []
    }

    // MARK: Stages

    private mutating func handleStages(_ key: Key, _ state: inout LabState) -> [LabEffect]? {
        let current = stageCursor ?? state.selectedStage
        switch key {
        case .up: return choose(stage: max(0, current - 1), &state)
        case .down: return choose(stage: min(state.stages.count - 1, current + 1), &state)
        case .home, .pageUp: return choose(stage: 0, &state)
        case .end, .pageDown: return choose(stage: state.stages.count - 1, &state)
        case .enter:
            guard let wanted = stageCursor, wanted != state.selectedStage else {
                focus(on: .form)
                return []
            }
            stageCursor = nil
            return state.askToSwitch(to: wanted)
        case .escape:
            stageCursor = nil
            return nil
        default: return nil
        }
    }

    /// Moves to a stage: it is taken at once, but while another trains only looked at until Enter.
    mutating func choose(stage index: Int, _ state: inout LabState) -> [LabEffect] {
        if state.isTraining {
            stageCursor = index == state.selectedStage ? nil : index
            return []
        }
        stageCursor = nil
        let effects = state.select(stage: index)
        return effects + changed(.stage, &state)
    }

    // MARK: Ghosts

    private mutating func handleGhosts(_ key: Key, _ state: inout LabState) -> [LabEffect] {
        let stages = ghostStages(state)
        let row = min(ghostRow ?? 0, stages.count - 1)
        switch key {
        case .up: ghostRow = max(0, row - 1)
        case .down: ghostRow = min(stages.count - 1, row + 1)
        case .enter, .character(" "): return toggleGhost(stages[row].id, &state)
        case .escape, .character("g"), .character("q"), .tab: ghostRow = nil
        default: break
        }
        return []
    }

    mutating func toggleGhost(_ id: String, _ state: inout LabState) -> [LabEffect] {
        guard state.lastRun(ofStage: id) != nil else {
            state.notice = Notice("\(id) has no run yet", isWarning: true)
            return []
        }
        if let index = state.settings.ghosts.firstIndex(of: id) {
            state.settings.ghosts.remove(at: index)
        } else {
            state.settings.ghosts.append(id)
        }
        return save(state) + seekGhosts(&state)
    }

    /// All stages: the chosen one's own earlier run can lie under it too.
    func ghostStages(_ state: LabState) -> [Stage] { state.stages }

    private func seekGhosts(_ state: inout LabState) -> [LabEffect] {
        state.seekCurves(of: state.settings.ghosts.compactMap { state.lastRun(ofStage: $0)?.id })
    }
}
