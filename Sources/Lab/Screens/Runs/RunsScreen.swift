import Notebook
import Telemetry
import TerminalUI

/// Past runs: a table to sort and filter, what a run was made with, and the curves of one or several over each other.
public struct RunsScreen: LabScreen {
    enum Panel: Int, CaseIterable, Sendable { case table, curves, details }

    public let title = "Runs"
    var focus = Panel.table
    /// The chosen run's folder name: the cursor stays with its run when the order changes.
    var chosen: String?
    /// Runs laid over each other, in the order in which they were marked.
    var marked: [String] = []
    var order = RunOrder.started
    var isAscending = false
    var filter = ""
    var editor: LineEditor?
    var quantity = CurveSet.Quantity.accuracy

    public init() {}

    public var capturesText: Bool { editor != nil }

    public mutating func appear(_ state: inout LabState) -> [LabEffect] { [.listRuns] + seek(&state) }

    public mutating func changed(_ change: LabChange, _ state: inout LabState) -> [LabEffect] {
        guard change == .runs else { return [] }
        let names = Set(state.runs.map(\.id))
        marked.removeAll { !names.contains($0) }
        return seek(&state)
    }

    /// The runs that the filter lets through, in order.
    func runs(_ state: LabState) -> [RunItem] {
        let words = (editor?.text ?? filter).lowercased().split(separator: " ")
        let kept = state.runs.map { state.current($0) }.filter { run in
            let text =
                "\(run.id) \(run.title ?? "") \(run.stageID) \(run.dataset) \(run.status) \(run.changes.joined(separator: " "))"
                .lowercased()
            return words.allSatisfy { text.contains($0) }
        }
        return kept.sorted { order.precedes($0, $1, ascending: isAscending) }
    }

    func row(_ runs: [RunItem]) -> Int { runs.firstIndex { $0.id == chosen } ?? 0 }

    func current(_ state: LabState) -> RunItem? {
        let runs = runs(state)
        return runs.isEmpty ? nil : runs[row(runs)]
    }

    /// Asks for the curves that are to be drawn.
    func seek(_ state: inout LabState) -> [LabEffect] {
        state.seekCurves(of: marked + (current(state).map { [$0.id] } ?? []))
    }

    // MARK: Keys

    public func hints(_ state: LabState) -> [KeyHint] {
        if editor != nil { return [KeyHint("Enter", "filter"), KeyHint("Esc", "no filter")] }
        return [
            KeyHint("Enter", "open"), KeyHint("m", "overlay"), KeyHint("v", "loss"), KeyHint("o", "order"),
            KeyHint("/", "filter"), KeyHint("n", "name"), KeyHint("e", "export"), KeyHint("D", "delete"),
            KeyHint("Tab", "panel"),
        ]
    }

    public func help(_ state: LabState) -> [Help.Section] {
        [
            Help.Section(
                "Runs",
                [
                    KeyHint("↑ ↓ PgUp PgDn", "choose"), KeyHint("Enter", "open: its curves and weights come back"),
                    KeyHint("m", "lay its curves over the others"), KeyHint("u", "lay none over"),
                    KeyHint("v", "accuracy or loss"), KeyHint("o O", "order by the next column, reverse"),
                    KeyHint("/", "filter by words"), KeyHint("n", "give a name"),
                    KeyHint("e", "its curves as CSV, into the folder you are in"), KeyHint("D Del", "delete (asks)"),
                ])
        ]
    }

    public mutating func handle(_ key: Key, _ state: inout LabState) -> [LabEffect]? {
        if editor != nil { return handleEditor(key, &state) }
        let runs = runs(state)
        let row = row(runs)
        let page = 10
        switch key {
        case .tab: focus = Panel(rawValue: (focus.rawValue + 1) % 3) ?? .table
        case .backTab: focus = Panel(rawValue: (focus.rawValue + 2) % 3) ?? .table
        case .up: return choose(row - 1, runs, &state)
        case .down: return choose(row + 1, runs, &state)
        case .pageUp: return choose(row - page, runs, &state)
        case .pageDown: return choose(row + page, runs, &state)
        case .home: return choose(0, runs, &state)
        case .end: return choose(runs.count - 1, runs, &state)
        case .left, .right, .character("v"): quantity = quantity == .accuracy ? .loss : .accuracy
        case .character("/"): editor = LineEditor(filter)
        case .character("o"): sort(by: RunOrder(rawValue: (order.rawValue + 1) % RunOrder.allCases.count) ?? .started)
        case .character("O"): isAscending.toggle()
        case .character("u"): marked = []
        case .escape:
            if filter.isEmpty, marked.isEmpty { return nil }
            if filter.isEmpty { marked = [] } else { filter = "" }
        default: return handleRun(key, runs.isEmpty ? nil : runs[row], &state)
        }
        return []
    }

    mutating func choose(_ row: Int, _ runs: [RunItem], _ state: inout LabState) -> [LabEffect] {
        guard !runs.isEmpty else { return [] }
        chosen = runs[min(max(0, row), runs.count - 1)].id
        return seek(&state)
    }

    mutating func sort(by wanted: RunOrder) {
        if wanted == order {
            isAscending.toggle()
        } else {
            order = wanted
            isAscending = wanted.startsAscending
        }
    }

    private mutating func handleEditor(_ key: Key, _ state: inout LabState) -> [LabEffect] {
        guard var line = editor else { return [] }
        switch key {
        case .enter:
            filter = line.text
            editor = nil
        case .escape:
            filter = ""
            editor = nil
        default:
            _ = line.handle(key)
            editor = line
        }
        return seek(&state)
    }

    /// Keys that do something with the chosen run.
    private mutating func handleRun(_ key: Key, _ run: RunItem?, _ state: inout LabState) -> [LabEffect]? {
        switch key {
        case .enter, .character("m"), .character("n"), .character("e"), .character("D"), .delete: break
        default: return nil
        }
        guard let run else {
            state.notice = Notice("there is no run to choose")
            return []
        }
        let isGoingOn = state.isTraining && state.shown[state.run?.stageID ?? ""]?.runName == run.id
        switch key {
        case .enter:
            if isGoingOn {
                state.requestedScreen = state.screenTitles.first
                return []
            }
            guard run.hasWeights else {
                state.notice = Notice(
                    "\(run.displayName) has no weights: it ended before its first epoch", isWarning: true)
                return []
            }
            return [.openRun(run.id)]
        case .character("m"):
            if let index = marked.firstIndex(of: run.id) { marked.remove(at: index) } else { marked.append(run.id) }
            return seek(&state)
        case .character("n"):
            state.dialog = LabDialog(
                "Name the run", text: run.id, choices: [.init("Take", .renameRun(run.id)), .init("Cancel", .dismiss)],
                editor: LineEditor(run.title ?? ""))
            return []
        case .character("e"):
            guard let history = state.curves(ofRun: run.id), history.test.last ?? history.train.last != nil else {
                state.notice = Notice("\(run.displayName) has no curves to export", isWarning: true)
                return []
            }
            return [.exportCurves(run: run.id, history)]
        default:
            if isGoingOn {
                state.notice = Notice("this run is going on; stop it first (x)", isWarning: true)
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
