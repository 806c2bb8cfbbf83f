import Datasets
import Notebook
import Telemetry
import TerminalUI

extension ScreenID {
    public static let train = ScreenID("train")
}

/// Screen 1: stages, hyperparameters, curves, progress and a strip of test digits.
public struct TrainScreen: LabScreen {
    /// The panels, in the order of Tab.
    enum Panel: Int, CaseIterable, Sendable { case stages, form, accuracy, loss, digits }

    public static let id = ScreenID.train
    public let title = "Train"
    var focus = Panel.stages
    /// Which of the curves and digits has the room where only one does.
    var mainPanel = Panel.accuracy
    /// The stage under the cursor, where that is not the chosen one because another trains.
    var stageCursor: Int?
    var field = 0
    var editor: LineEditor?
    /// The row of the open list of choices.
    var choice: Int?
    /// Settings before each change, oldest first, with the stage that they belong to; and those that were undone.
    var undoable: [SettingsChange] = []
    var redoable: [SettingsChange] = []
    var error: String?
    /// The visible part of the x axis, and where values are read; both plots share them.
    var zoom: ClosedRange<Double>?
    var cursor: Double?
    /// Where the mouse went down on a plot, until it comes up.
    var drag: PlotDrag?
    /// The row chosen in the list of ghosts, while it is open.
    var ghostRow: Int?

    /// A stage's settings before or after a change.
    struct SettingsChange: Sendable, Equatable {
        var stage: String
        var settings: Hyperparameters
    }

    /// A drag over a plot: it marks a part to zoom to, or moves what is visible.
    struct PlotDrag: Sendable, Equatable {
        var start: Double
        var end: Double
        var moves: Bool
        /// What was visible at the start, for moving.
        var visible: ClosedRange<Double>
    }

    public init() {}

    public var capturesText: Bool { editor != nil }

    /// The settings in the form.
    public func command(_ state: LabState) -> String {
        CommandLineText.train(state.stage, state.hyperparameters, dataset: state.dataset?.origin)
    }

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

    func save(_ state: LabState) -> [LabEffect] { [.saveSettings(state.settings)] }

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

    mutating func openLesson(_ state: inout LabState) -> [LabEffect] {
        if let insight = state.shownRun?.insights.first {
            state.requestedLessonSection = insight.lessonReference
        }
        state.requestedScreen = .lesson
        return []
    }

    // MARK: Stages

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
        state.seekCurves(
            of: state.settings.ghosts.compactMap { state.lastRun(ofStage: $0)?.id }
                + state.runs.map(\.id).filter { $0 == state.settings.pinnedRun })
    }
}
