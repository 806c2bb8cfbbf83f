import Notebook
import Telemetry
import TerminalUI

extension ScreenID {
    public static let runs = ScreenID("runs")
}

/// Past runs: a table to sort and filter, what a run was made with, and the curves of one or several over each other.
public struct RunsScreen: LabScreen {
    enum Panel: PanelOrder, Sendable { case table, curves, details }

    public static let id = ScreenID.runs
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
    /// How the y axis is spread here, whatever it is on the Train screen.
    var scale = PlotOptions.Scale.automatic

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

    /// The settings in which the listed runs differ from their stages', in the form's order: each is a column.
    func changedFields(_ runs: [RunItem]) -> [HyperparameterField] {
        let changed = Set(runs.flatMap(\.changedFields))
        return HyperparameterField.allCases.filter(changed.contains)
    }

    /// The chosen run's settings.
    public func command(_ state: LabState) -> String {
        guard let run = current(state) else { return CommandLineText.train(state.stage, state.hyperparameters) }
        return CommandLineText.train(run.stage, run.hyperparameters)
    }

    func current(_ state: LabState) -> RunItem? {
        let runs = runs(state)
        return runs.isEmpty ? nil : runs[row(runs)]
    }

    /// Asks for the curves that are to be drawn.
    func seek(_ state: inout LabState) -> [LabEffect] {
        state.seekCurves(
            of: marked + (current(state).map { [$0.id] } ?? [])
                + state.runs.map(\.id).filter { $0 == state.settings.pinnedRun })
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
}
