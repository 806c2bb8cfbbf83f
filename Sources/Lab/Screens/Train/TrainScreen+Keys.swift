import Notebook
import Telemetry
import TerminalUI

extension TrainScreen {
    /// What the keys of the Train screen do.
    public enum Action: Sendable {
        case run(RunAction)
        case focus(step: Int)
        case openLesson

        case chooseStage(step: Int)
        case takeStage
        case forgetStage

        case chooseField(step: Int)
        case nudge(up: Bool)
        case edit
        case reset
        case resetAll
        case dismissError
        case takeTyped
        case leaveField
        case moveChoice(step: Int)
        case takeChoice
        case undo
        case redo

        case moveCursor(share: Double)
        case zoom(factor: Double)
        case pan(pages: Int)
        case showWhole
        case showEnd
        case leaveCurves
        case turn(PlotTurn)

        case openGhosts
        case chooseGhost(step: Int)
        case toggleGhost
        case closeGhosts
    }

    /// What is turned about how curves are drawn.
    public enum PlotTurn: Sendable { case scale, smoothing, axis, end }

    public func keys(_ state: LabState) -> KeyMap<Action> {
        if editor != nil { return Self.editorKeys }
        if choice != nil { return Self.choiceKeys }
        if ghostRow != nil { return Self.ghostKeys }
        let run = [RunAction.spaceBinding(state)] + RunAction.bindings(state)
        let training = KeyMap<Action>.Section("Training", run.map { $0.map(Action.run) })
        let panels = KeyMap<Action>.Section(
            "Panels",
            [
                KeyBinding(
                    [.tab: .focus(step: 1)], more: [.backTab: .focus(step: -1)], hint: "panel",
                    help: "next, previous panel")
            ])
        let stages = KeyMap<Action>.Section("Stages", isActive: focus == .stages, stageBindings)
        let form = KeyMap<Action>.Section("Hyperparameters", isActive: focus == .form, formBindings)
        let curves = KeyMap<Action>.Section(
            "Curves", isActive: focus == .accuracy || focus == .loss, curveBindings)
        let plots = KeyMap<Action>.Section("Curves", plotBindings(state))
        // The bottom line begins with what has the focus.
        return switch focus {
        case .stages, .digits: KeyMap([training, panels, stages, form, curves, plots])
        case .form: KeyMap([form, training, panels, stages, curves, plots])
        case .accuracy, .loss: KeyMap([curves, plots, training, panels, stages, form])
        }
    }

    private static var choiceKeys: KeyMap<Action> {
        KeyMap(
            [
                .init(
                    "",
                    [
                        KeyBinding(
                            [.up: .moveChoice(step: -1), .down: .moveChoice(step: 1)],
                            aliases: [.home: .moveChoice(step: .min), .end: .moveChoice(step: .max)], hint: "choose"),
                        KeyBinding(
                            [.enter: .takeChoice], aliases: [.character(" "): .takeChoice], hint: "take",
                            isPinned: true),
                        KeyBinding(
                            [.escape: .leaveField], aliases: [.character("q"): .leaveField, .left: .leaveField],
                            hint: "leave as it was", isPinned: true),
                    ])
            ], isModal: true)
    }

    private static var editorKeys: KeyMap<Action> {
        KeyMap(
            [
                .init(
                    "",
                    [
                        KeyBinding(.enter, .takeTyped, hint: "take", isPinned: true),
                        KeyBinding(.escape, .leaveField, hint: "leave as it was", isPinned: true),
                    ])
            ], isModal: true)
    }

    private static var ghostKeys: KeyMap<Action> {
        KeyMap(
            [
                .init(
                    "",
                    [
                        KeyBinding([.up: .chooseGhost(step: -1), .down: .chooseGhost(step: 1)], hint: "choose"),
                        KeyBinding(
                            [.enter: .toggleGhost], aliases: [.character(" "): .toggleGhost],
                            hint: "lay under or take away"),
                        KeyBinding(
                            [.escape: .closeGhosts],
                            aliases: [
                                .character("g"): .closeGhosts, .character("q"): .closeGhosts, .tab: .closeGhosts,
                            ], hint: "close"),
                    ])
            ], isModal: true)
    }

    private var stageBindings: [KeyBinding<Action>] {
        [
            KeyBinding(
                [.up: .chooseStage(step: -1), .down: .chooseStage(step: 1)],
                aliases: [
                    .home: .chooseStage(step: .min), .pageUp: .chooseStage(step: .min),
                    .end: .chooseStage(step: .max), .pageDown: .chooseStage(step: .max),
                ], hint: "stage", help: "choose a stage"),
            KeyBinding(.enter, .takeStage, help: "switch to it (asks while training)"),
            KeyBinding(.escape, .forgetStage, isEnabled: stageCursor != nil),
        ]
    }

    private var formBindings: [KeyBinding<Action>] {
        [
            KeyBinding(
                [.up: .chooseField(step: -1), .down: .chooseField(step: 1)],
                aliases: [
                    .home: .chooseField(step: .min), .pageUp: .chooseField(step: .min),
                    .end: .chooseField(step: .max), .pageDown: .chooseField(step: .max),
                ], hint: "field", help: "choose"),
            KeyBinding([.left: .nudge(up: false), .right: .nudge(up: true)], hint: "change", help: "a sensible step"),
            KeyBinding(.enter, .edit, hint: "type", help: "type a value, or choose one"),
            KeyBinding(.character("d"), .reset, hint: "notebook", help: "the notebook's value"),
            KeyBinding(.character("D"), .resetAll, help: "all the notebook's values"),
            KeyBinding(
                [.character("u"): .undo], more: [.control("r"): .redo], hint: undoable.isEmpty ? "" : "undo",
                help: "undo, redo a change"),
            KeyBinding(.escape, .dismissError, isEnabled: error != nil),
        ]
    }

    private var curveBindings: [KeyBinding<Action>] {
        [
            KeyBinding(
                [.left: .moveCursor(share: -0.01), .right: .moveCursor(share: 0.01)],
                aliases: [.shiftLeft: .moveCursor(share: -0.1), .shiftRight: .moveCursor(share: 0.1)],
                hint: "read", help: "read values"),
            KeyBinding(
                [.up: .zoom(factor: 0.5), .down: .zoom(factor: 2)],
                more: [.character("+"): .zoom(factor: 0.5), .character("-"): .zoom(factor: 2)],
                aliases: [.character("="): .zoom(factor: 0.5)], hint: "zoom", help: "zoom"),
            KeyBinding([.pageUp: .pan(pages: -1), .pageDown: .pan(pages: 1)], help: "move"),
            KeyBinding(.home, .showWhole, help: "the whole run"),
            KeyBinding(.end, .showEnd, help: "to its end"),
            KeyBinding(
                .escape, .leaveCurves, help: "no cursor, no zoom", isEnabled: zoom != nil || cursor != nil),
        ]
    }

    /// Keys of the curves that act on every panel.
    private func plotBindings(_ state: LabState) -> [KeyBinding<Action>] {
        let hasInsight = state.shownRun.map { !$0.insights.isEmpty } ?? false
        return [
            KeyBinding(.character("i"), .openLesson, hint: hasInsight ? "why" : "", help: "the lesson on what is seen"),
            KeyBinding(.character("z"), .turn(.scale), hint: "scale", help: "y axis: automatic, logarithmic, whole"),
            KeyBinding(.character("m"), .turn(.smoothing), hint: "smooth", help: "smoothing"),
            KeyBinding(.character("a"), .turn(.axis), hint: "axis", help: "epoch, step or time"),
            KeyBinding(.character("f"), .turn(.end), hint: "follow", help: "follow the last part"),
            KeyBinding(.character("g"), .openGhosts, hint: "ghosts", help: "other stages' last runs"),
        ]
    }

    public mutating func perform(_ action: Action, _ state: inout LabState) -> [LabEffect] {
        let before = (stage: state.stage.id, settings: state.hyperparameters)
        let effects = carryOut(action, &state)
        if !action.walksHistory { remember(before, state) }
        return effects
    }

    private mutating func carryOut(_ action: Action, _ state: inout LabState) -> [LabEffect] {
        switch action {
        case .run(let action): return state.perform(action)
        case .focus(let step): return move(focus: step, state)
        case .openLesson: return openLesson(&state)

        case .chooseStage(let step):
            let current = stageCursor ?? state.selectedStage
            return choose(stage: Self.moved(current, by: step, count: state.stages.count), &state)
        case .takeStage:
            guard let wanted = stageCursor, wanted != state.selectedStage else {
                focus(on: .form)
                return []
            }
            stageCursor = nil
            return state.askToSwitch(to: wanted)
        case .forgetStage: stageCursor = nil

        case .chooseField(let step):
            field = Self.moved(field, by: step, count: fields(state).count)
            error = nil
        case .nudge(let up): return nudge(currentField(state), up: up, &state)
        case .edit: edit(state)
        case .reset: return reset(&state)
        case .resetAll: return resetAll(&state)
        case .dismissError: error = nil
        case .takeTyped: return takeTyped(&state)
        case .leaveField:
            editor = nil
            choice = nil
            error = nil
        case .moveChoice(let step):
            choice = Self.moved(choice ?? 0, by: step, count: choices(state).count)
        case .takeChoice: return takeChoice(&state)
        case .undo: return undo(&state)
        case .redo: return redo(&state)

        case .moveCursor(let share): moveCursor(share, state)
        case .zoom(let factor):
            let set = curves(state, state.context)
            zoom(by: factor, around: cursor, set.visible, set.extent)
        case .pan(let pages): pan(pages: pages, state)
        case .showWhole: zoom = nil
        case .showEnd: showEnd(state)
        case .leaveCurves:
            zoom = nil
            cursor = nil
        case .turn(let what): return turn(what, &state)

        case .openGhosts: ghostRow = 0
        case .chooseGhost(let step):
            ghostRow = Self.moved(ghostRow ?? 0, by: step, count: ghostStages(state).count)
        case .toggleGhost:
            let stages = ghostStages(state)
            return toggleGhost(stages[min(ghostRow ?? 0, stages.count - 1)].id, &state)
        case .closeGhosts: ghostRow = nil
        }
        return []
    }

    /// A place in a list moved by so many steps, stopping at the ends.
    private static func moved(_ index: Int, by step: Int, count: Int) -> Int {
        let (sum, overflows) = index.addingReportingOverflow(step)
        return overflows ? (step < 0 ? 0 : count - 1) : min(max(0, sum), count - 1)
    }

    public mutating func type(_ key: Key, _ state: inout LabState) -> [LabEffect] {
        guard var line = editor else { return [] }
        // A number has no place for letters, so that a key meant for the lab does not end up in it.
        if case .character(let character) = key, !currentField(state).mayContain(character) { return [] }
        if line.handle(key) { error = nil }
        editor = line
        return []
    }

    /// Changes how curves are drawn.
    private mutating func turn(_ what: PlotTurn, _ state: inout LabState) -> [LabEffect] {
        switch what {
        case .scale:
            // What it is turned to stands on the plots themselves.
            state.settings.plot.scale = state.settings.plot.scale.next
        case .smoothing:
            let factors = PlotOptions.smoothingFactors
            let index = factors.firstIndex(of: state.settings.plot.smoothing) ?? 0
            let factor = factors[(index + 1) % factors.count]
            state.settings.plot.smoothing = factor
            state.notice = Notice(
                factor == 0
                    ? "smoothing off" : "exponential mean over about \(Int((1 / (1 - factor)).rounded())) points")
        case .axis:
            state.settings.plot.xAxis = state.settings.plot.xAxis.next
            zoom = nil
            cursor = nil
        case .end:
            state.settings.plot.followsEnd.toggle()
            zoom = nil
            state.notice = Notice(state.settings.plot.followsEnd ? "following the last quarter" : "the whole run")
        }
        return save(state)
    }
}

extension TrainScreen.Action {
    /// Whether it goes back and forth among changes rather than making one.
    fileprivate var walksHistory: Bool {
        if case .undo = self { return true }
        if case .redo = self { return true }
        return false
    }
}
