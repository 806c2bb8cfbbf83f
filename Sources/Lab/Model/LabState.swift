import Datasets
import NeuralNetwork
import Notebook
import Telemetry
import TerminalUI

/// What all screens share: stages and their settings, the data, the run, past runs, and what lies over the screen.
public struct LabState: Sendable {
    /// The window and what it can show; for hit tests, so that the mouse finds what was drawn.
    public var context: ViewContext
    /// What the terminal said of itself.
    public var reportedBackground: TerminalBackground?
    /// The theme asked for on the command line, before the one that is remembered.
    public var themeChoice: ThemeChoice?
    /// The variables in which a terminal says what it is.
    public var environment: [String: String] = [:]
    public var stages: [Stage]
    public var selectedStage: Int
    /// Edited settings, by the stage's id; a stage that is not in it has the notebook's.
    public var edits: [String: Hyperparameters] = [:]
    public var settings: LabSettings
    public var data = DataState.loading("looking for images", share: nil)
    /// What was asked for last.
    public var dataRequest: DatasetRequest
    /// The images in use before others were asked for: they stay, should those not come.
    public var previousDataset: Dataset?
    /// Images that wait for the run that goes on to end.
    public var pendingDataset: Dataset?
    /// The run of this session, going on or ended.
    public var run: ActiveRun?
    /// Runs started in this session.
    public var runCount = 0
    /// What the screens show of each stage, by its id.
    public var shown: [String: ShownRun] = [:]
    /// Stages whose weights are being looked for, or for which there are none.
    public var soughtModels: Set<String> = []
    /// The classes that they were sought for.
    public var soughtClasses = Dataset.digitNames
    /// Stages whose shown weights are being asked about the test set.
    public var evaluating: Set<String> = []
    /// Newest first.
    public var runs: [RunItem] = []
    /// Folders that hold no usable run, and why.
    public var runProblems: [String] = []
    /// Curves of past runs, by the folder's name, as far as they were needed.
    public var curves: [String: TrainingHistory] = [:]
    public var soughtCurves: Set<String> = []
    public var lessons: [String: Lesson] = [:]
    public var lessonProblem: String?
    /// Measured values that lessons quote as `{{name}}`.
    public var lessonFields: [String: String] = [:]
    /// Test images shown closely on the Train screen; the trainer reports their probabilities.
    public var watchedImages: [Int] = []
    /// The test image chosen on the Digits screen.
    public var selectedImage = 0
    /// What the network sees of the canvas, a grey level a pixel from 0 to 1; `nil` while there is no drawing.
    public var drawing: [Float]?
    public var dialog: LabDialog?
    public var notice: Notice?
    /// A screen to go to, and for a lesson the heading of the section to show.
    public var requestedScreen: ScreenID?
    public var requestedLessonSection: Lesson.Reference?
    /// All screens in the order of their tabs.
    public var screenOrder: [ScreenID] = []

    public init(stages: [Stage], settings: LabSettings, request: DatasetRequest, context: ViewContext) {
        precondition(!stages.isEmpty, "the lab needs a stage")
        self.stages = stages
        self.settings = settings
        self.context = context
        dataRequest = request
        selectedStage = stages.firstIndex { $0.id == settings.stage } ?? 0
    }

    /// Draws in the theme that is wished for, or that suits the terminal.
    public mutating func useTheme() {
        let choice = themeChoice ?? settings.theme
        let background = choice.background(reported: reportedBackground, environment: environment)
        context.theme = .standard(for: context.colors, on: background)
    }

    public var stage: Stage { stages[selectedStage] }

    /// The settings of the chosen stage, edited or the notebook's.
    public var hyperparameters: Hyperparameters {
        get { edits[stage.id] ?? stage.defaults }
        set { edits[stage.id] = newValue == stage.defaults ? nil : newValue }
    }

    /// What is shown of the chosen stage, if there is anything.
    public var shownRun: ShownRun? { shown[stage.id] }

    public var dataset: Dataset? { data.dataset }

    /// Whether a trainer is at work, paused ones included.
    public var isTraining: Bool { run?.isActive ?? false }

    /// Whether the chosen stage is the one at work.
    public var isTrainingSelectedStage: Bool { isTraining && run?.stageID == stage.id }

    /// The number of the screen's tab, such as 5 for the lesson.
    public func number(of screen: ScreenID) -> Int? { screenOrder.firstIndex(of: screen).map { $0 + 1 } }

    /// The names of the classes of the data in use.
    public var classNames: [String] { dataset?.classNames ?? Dataset.digitNames }

    /// The highest test accuracy that a stage has reached here on the images in use: in its past runs and in this
    /// session's.
    public func bestAccuracy(ofStage id: String) -> Double? {
        let dataset = dataset
        var best = runs.lazy.filter { $0.stageID == id && (dataset == nil || $0.dataset == dataset?.title) }
            .compactMap(\.bestAccuracy).max()
        if let shown = shown[id], shown.source == .session, dataset == nil || shown.dataset == dataset?.name,
            let here = shown.history.bestValidationAccuracy?.validationAccuracy
        {
            best = max(best ?? here, here)
        }
        return best
    }

    /// The newest past run of a stage, apart from the one going on.
    public func lastRun(ofStage id: String) -> RunItem? {
        let current = isTraining ? shown[run?.stageID ?? ""]?.runName : nil
        return runs.first { $0.stageID == id && $0.id != current }
    }
}
