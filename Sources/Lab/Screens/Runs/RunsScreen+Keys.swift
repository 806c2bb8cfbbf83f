import TerminalUI

extension RunsScreen {
    /// What the keys of the Runs screen do.
    public enum Action: Sendable {
        case focus(step: Int)
        case choose(step: Int)
        case turnQuantity
        case turnScale
        case openFilter
        case takeFilter
        case dropFilter
        case turnOrder
        case reverseOrder
        case dropMarks
        case leave
        case withRun(RunChange)
    }

    /// What is done with the chosen run.
    public enum RunChange: Sendable { case open, mark, pin, rename, export, delete }

    public func keys(_ state: LabState) -> KeyMap<Action> {
        if editor != nil {
            return KeyMap(
                [
                    .init(
                        "",
                        [
                            KeyBinding(.enter, .takeFilter, hint: "filter", isPinned: true),
                            KeyBinding(.escape, .dropFilter, hint: "no filter", isPinned: true),
                        ])
                ], isModal: true)
        }
        return KeyMap([
            .init(
                "Runs",
                [
                    KeyBinding(
                        [.up: .choose(step: -1), .down: .choose(step: 1)],
                        more: [.pageUp: .choose(step: -Self.page), .pageDown: .choose(step: Self.page)],
                        aliases: [.home: .choose(step: -state.runs.count), .end: .choose(step: state.runs.count)],
                        help: "choose"),
                    KeyBinding(
                        .enter, .withRun(.open), hint: "open", help: "open: its curves and weights come back"),
                    KeyBinding(
                        .character("m"), .withRun(.mark), hint: "overlay", help: "lay its curves over the others"),
                    KeyBinding(.character("u"), .dropMarks, help: "lay none over"),
                    KeyBinding(
                        [.character("v"): .turnQuantity], aliases: [.left: .turnQuantity, .right: .turnQuantity],
                        hint: quantity == .accuracy ? "loss" : "accuracy", help: "accuracy or loss"),
                    KeyBinding(.character("z"), .turnScale, help: "y axis: automatic, logarithmic, whole"),
                    KeyBinding(
                        .character("p"), .withRun(.pin), hint: "pin", help: "keep its curve under every plot, or not"),
                    KeyBinding(
                        [.character("o"): .turnOrder], more: [.character("O"): .reverseOrder], hint: "order",
                        help: "order by the next column, reverse"),
                    KeyBinding(.character("/"), .openFilter, hint: "filter", help: "filter by words"),
                    KeyBinding(.character("n"), .withRun(.rename), hint: "name", help: "give a name"),
                    KeyBinding(
                        .character("e"), .withRun(.export), hint: "export",
                        help: "its curves as CSV, into the folder you are in"),
                    KeyBinding(
                        [.character("D"): .withRun(.delete)], more: [.delete: .withRun(.delete)], hint: "delete",
                        help: "delete (asks)"),
                    KeyBinding(
                        [.tab: .focus(step: 1)], more: [.backTab: .focus(step: -1)], hint: "panel",
                        help: "next, previous panel"),
                    KeyBinding(.escape, .leave, isEnabled: !filter.isEmpty || !marked.isEmpty),
                ])
        ])
    }

    /// Runs that a page goes on.
    private static let page = 10

    public mutating func perform(_ action: Action, _ state: inout LabState) -> [LabEffect] {
        switch action {
        case .focus(let step): focus = focus.moved(by: step)
        case .choose(let step):
            let runs = runs(state)
            return choose(row(runs) + step, runs, &state)
        case .turnQuantity: quantity = quantity == .accuracy ? .loss : .accuracy
        case .turnScale: scale = scale.next
        case .openFilter: editor = LineEditor(filter)
        case .takeFilter:
            filter = editor?.text ?? ""
            editor = nil
            return seek(&state)
        case .dropFilter:
            filter = ""
            editor = nil
            return seek(&state)
        case .turnOrder:
            let orders = orders(state)
            let index = orders.firstIndex(of: order) ?? -1
            if !orders.isEmpty { sort(by: orders[(index + 1) % orders.count]) }
        case .reverseOrder: isAscending.toggle()
        case .dropMarks: marked = []
        case .leave: if filter.isEmpty { marked = [] } else { filter = "" }
        case .withRun(let change):
            guard let run = current(state) else {
                state.notice = Notice("there is no run to choose")
                return []
            }
            return perform(change, on: run, &state)
        }
        return []
    }

    public mutating func type(_ key: Key, _ state: inout LabState) -> [LabEffect] {
        editor?.handle(key)
        return seek(&state)
    }

    private mutating func perform(_ change: RunChange, on run: RunItem, _ state: inout LabState) -> [LabEffect] {
        let isGoingOn = state.isTraining && state.shown[state.run?.stageID ?? ""]?.runName == run.id
        switch change {
        case .open:
            if isGoingOn {
                state.requestedScreen = .train
                return []
            }
            guard run.hasWeights else {
                state.notice = Notice(
                    "\(run.displayName) has no weights: it ended before its first epoch", isWarning: true)
                return []
            }
            return [.openRun(run.id)]
        case .mark:
            if let index = marked.firstIndex(of: run.id) { marked.remove(at: index) } else { marked.append(run.id) }
            return seek(&state)
        case .pin:
            let isPinned = state.settings.pinnedRun == run.id
            state.settings.pinnedRun = isPinned ? nil : run.id
            state.notice = Notice(
                isPinned
                    ? "no run is pinned any more" : "\(run.legendName) stays under every plot until p takes it away")
            return [.saveSettings(state.settings)] + seek(&state)
        case .rename:
            state.dialog = LabDialog(
                "Name the run", text: run.id, choices: [.init("Take", .renameRun(run.id)), .init("Cancel", .dismiss)],
                editor: LineEditor(run.title ?? ""))
            return []
        case .export:
            guard let history = state.curves(ofRun: run.id), history.test.last ?? history.train.last != nil else {
                state.notice = Notice("\(run.displayName) has no curves to export", isWarning: true)
                return []
            }
            return [.exportCurves(run: run.id, history)]
        case .delete:
            if isGoingOn {
                state.notice = Notice("this run is going on; stop it first (x on the Train screen)", isWarning: true)
                return []
            }
            let names = marked.isEmpty ? [run.id] : marked
            let what =
                names.count == 1
                ? (state.runs.first { $0.id == names[0] }?.displayName ?? names[0]) : "\(names.count) marked runs"
            state.dialog = LabDialog(
                "Delete \(what)?", text: "Curves and weights are gone for good.",
                choices: [.init("Keep", .dismiss), .init("Delete", .deleteRuns(names))])
            return []
        }
    }
}
