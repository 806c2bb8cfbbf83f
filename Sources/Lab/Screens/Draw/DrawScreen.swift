import Datasets
import Drawing
import NeuralNetwork
import Notebook
import TerminalUI

extension ScreenID {
    public static let draw = ScreenID("draw")
}

/// Screen 4: a canvas for keys and mouse, what the network sees of it, and every stage's verdict.
public struct DrawScreen: LabScreen {
    public static let id = ScreenID.draw
    public let title = "Draw"
    public internal(set) var board = DrawingBoard()
    /// In the stages' order, also those without weights.
    public private(set) var verdicts: [Verdict] = []
    /// Weights from the disk: runs here or shipped.
    private var models: [StageModel] = []
    /// What the weights were loaded for; loaded anew when it changes.
    private var modelsKey: [String]?
    private(set) var areModelsLoaded = false
    /// The stage whose answer is shown large, where one was chosen.
    private var chosenStage: String?
    var panel = DrawLayout.Panel.answer
    var prompt: DrawPrompt?
    /// `=` was pressed: a digit gives the drawing its label.
    var awaitsLabel = false
    /// The mouse button went down on the canvas.
    private var isMouseDrawing = false
    /// What was put on the canvas, until it is altered, such as `test digit 115, a 4`.
    var source: String?
    private let engine: VerdictEngine

    public init() { engine = VerdictEngine() }

    public var capturesText: Bool { prompt != nil }

    // MARK: What is shown

    public mutating func appear(_ state: inout LabState) -> [LabEffect] {
        let effects = seekModels(state)
        ask(&state)
        return effects
    }

    public mutating func changed(_ change: LabChange, _ state: inout LabState) -> [LabEffect] {
        switch change {
        case .runs:
            let effects = seekModels(state)
            ask(&state)
            return effects
        case .stage, .shownRun, .data: ask(&state)
        case .lessons, .drawing: break
        }
        return []
    }

    public mutating func receive(_ result: any Sendable, _ state: inout LabState) -> [LabEffect] {
        guard let result = result as? DrawResult else { return [] }
        switch result {
        case .models(let models):
            self.models = models
            areModelsLoaded = true
            ask(&state)
        case .testDigit(let number): take(testDigit: number, &state)
        case .loaded(let image, let file):
            board.apply(.load(image))
            source = file
            state.notice = Notice(
                board.canvas.isEmpty ? "\(file): nothing stands out from the paper" : "loaded \(file)",
                isWarning: board.canvas.isEmpty)
            ask(&state)
        case .done(let text): state.notice = Notice(text)
        case .failed(let text): state.notice = Notice(text, isWarning: true)
        }
        return []
    }

    /// Loads the stages' weights where runs have come or gone since.
    private mutating func seekModels(_ state: LabState) -> [LabEffect] {
        let stages = state.stages.map(\.id)
        let key = stages + state.runs.filter(\.hasWeights).map { "\($0.id) \($0.epochs)" }
        guard key != modelsKey else { return [] }
        modelsKey = key
        return [.background(screen: id) { DrawResult.models(DrawJobs.loadModels(stages: stages)) }]
    }

    /// The weights that speak for a stage: those of this moment while it trains, else its newest ones.
    private func model(ofStage id: String, _ state: LabState) -> StageModel? {
        let loaded = models.first { $0.stageID == id }
        let isDigits = state.classNames == Dataset.digitNames
        guard let shown = state.shown[id], shown.source == .session, isDigits, StageModel.fits(shown.network) else {
            return loaded
        }
        let isTraining = state.isTraining && state.run?.stageID == id
        // Once its files are read, a run that has ended speaks through its best weights.
        if !isTraining, let name = shown.runName, let loaded, loaded.version.hasPrefix(name) { return loaded }
        return StageModel(
            stageID: id, mark: isTraining ? .trainingNow : .run(time: "now"), network: shown.network,
            weights: shown.weights, version: "session \(state.runCount) \(shown.snapshot?.step ?? 0)")
    }

    /// Asks every stage about the drawing as it is.
    mutating func ask(_ state: inout LabState) {
        let levels = board.levels
        state.drawing = levels
        verdicts = state.stages.map { stage in
            let model = model(ofStage: stage.id, state)
            let probabilities = model.flatMap { model in
                levels.map { engine.probabilities(of: $0, by: model) }
            }
            return Verdict(stageID: stage.id, mark: model?.mark, probabilities: probabilities)
        }
    }

    /// The verdict in front: the chosen stage's, else `conv`'s, else the last one's that has weights.
    public var verdict: Verdict? {
        if let chosenStage, let chosen = verdicts.first(where: { $0.stageID == chosenStage }) { return chosen }
        return verdicts.first { $0.stageID == "conv" && $0.mark != nil } ?? verdicts.last { $0.mark != nil }
    }

    mutating func apply(_ command: CanvasCommand, _ state: inout LabState) {
        let before = board.canvas.pixels
        board.apply(command)
        guard board.canvas.pixels != before else { return }
        source = nil
        ask(&state)
    }

    func isFolded(_ state: LabState) -> Bool { !layout(state).folded.isEmpty }

    func layout(_ state: LabState) -> DrawLayout {
        DrawLayout(LabModel.area(in: state.context.size), panel: panel)
    }

    mutating func turnPanel(_ step: Int, _ state: LabState) {
        let panels = layout(state).folded
        let index = panels.firstIndex(of: panel) ?? 0
        panel = panels[(index + step + panels.count) % panels.count]
    }

    mutating func chooseStage(_ step: Int) {
        let usable = verdicts.filter { $0.mark != nil }.map(\.stageID)
        guard !usable.isEmpty else { return }
        let index = usable.firstIndex(of: verdict?.stageID ?? "") ?? 0
        chosenStage = usable[(index + step + usable.count) % usable.count]
    }

    mutating func openLesson(_ state: inout LabState) {
        guard let lesson = state.lessons["drawing"], let section = lesson.sections.first else {
            state.notice = Notice(state.lessonProblem ?? "the lesson is still being read", isWarning: true)
            return
        }
        state.requestedLessonSection = Lesson.Reference(lesson: lesson.id, section: section.id)
        state.requestedScreen = .lesson
    }

    // MARK: Test digits and own digits

    func drawLot(_ state: inout LabState) -> [LabEffect] {
        guard let count = state.dataset?.test.count, count > 0 else {
            state.notice = Notice("there are no test images yet", isWarning: true)
            return []
        }
        return [.background(screen: id) { DrawJobs.chooseTestDigit(count: count) }]
    }

    mutating func take(testDigit number: Int, _ state: inout LabState) {
        guard let dataset = state.dataset, dataset.test.labels.indices.contains(number) else {
            let last = (state.dataset?.test.count ?? 0) - 1
            state.notice = Notice(
                last < 0 ? "there are no test images yet" : "there are the test digits 0 to \(last)", isWarning: true)
            return
        }
        board.load(pixels: dataset.test.image(at: number))
        let label = dataset.classNames[Int(dataset.test.labels[number])]
        source = "test digit \(NumberFormat.grouped(number)), \(label)"
        state.notice = Notice(
            "test digit \(NumberFormat.grouped(number)), labelled \(label); alter it, or draw over it")
        ask(&state)
    }

    mutating func keep(as label: Int?, _ state: inout LabState) -> [LabEffect] {
        awaitsLabel = false
        guard let label, let seen = board.seen else {
            state.notice = Notice("not kept; = and then a digit keeps a drawing")
            return []
        }
        return [
            .background(screen: id) {
                DrawJobs.keep(seen, label: UInt8(label), folder: OwnDigits.standardFolder)
            }
        ]
    }

    /// The Digits screen on one's own digits, and back to the images that were there.
    func showOwnDigits(_ state: inout LabState) -> [LabEffect] {
        if state.isTraining {
            state.notice = Notice(
                "your digits can be shown when nothing trains; x on the Train screen stops", isWarning: true)
            return []
        }
        if state.dataset?.name == OwnDigits.datasetName { return [.loadData(state.dataRequest)] }
        guard let dataset = state.dataset, dataset.classNames == Dataset.digitNames else {
            state.notice = Notice("your digits go with MNIST's; load that on the Train screen first", isWarning: true)
            return []
        }
        state.requestedScreen = .digits
        return [.showOwnDigits(folder: OwnDigits.standardFolder, train: dataset.train)]
    }

    // MARK: Prompts

    mutating func choose(_ selection: Int, _ state: inout LabState) -> [LabEffect] {
        guard let asked = prompt else { return [] }
        prompt = nil
        let text = asked.editor.text
        if selection != 0 || text.isEmpty { return [] }
        switch asked.kind {
        case .load: return [.background(screen: id) { DrawJobs.load(path: text) }]
        case .save:
            guard let seen = board.seen else { return [] }
            let drawing = board.canvas.image
            return [.background(screen: id) { DrawJobs.save(drawing, seen: seen, path: text) }]
        case .testDigit:
            guard let number = Int(text) else {
                state.notice = Notice("\"\(text)\" is no number", isWarning: true)
                return []
            }
            take(testDigit: number, &state)
            return []
        }
    }

    // MARK: Mouse

    public mutating func handle(_ mouse: MouseEvent, in area: Rect, _ state: inout LabState) -> [LabEffect] {
        if let prompt {
            guard mouse.kind == .press, let choice = prompt.dialog.choice(at: mouse.position, in: area) else {
                return []
            }
            return choose(choice, &state)
        }
        let layout = DrawLayout(area, panel: panel)
        let point = CanvasPicture.point(at: mouse.position, paper: layout.paper, zoom: layout.zoom)
        switch mouse.kind {
        case .press:
            awaitsLabel = false
            if layout.paper.contains(mouse.position) {
                isMouseDrawing = true
                let erases = mouse.button == .right || mouse.modifiers.contains(.shift) || board.canvas.isErasing
                apply(.beginStroke(point, erasing: erases), &state)
            } else if let rect = layout.verdicts, rect.contains(mouse.position) {
                if let stage = verdictList(in: Frame.inside(rect)).stage(at: mouse.position) { chosenStage = stage }
            } else if let rect = layout.seen, rect.contains(mouse.position) {
                board.normalizes.toggle()
                ask(&state)
            }
        case .drag:
            if isMouseDrawing { apply(.strokeTo(point), &state) }
        case .release:
            if isMouseDrawing {
                // Where no motion is reported, press and release still make a line.
                apply(.strokeTo(point), &state)
                apply(.endStroke, &state)
            }
            isMouseDrawing = false
        case .scrollUp: chooseStage(-1)
        case .scrollDown: chooseStage(1)
        }
        return []
    }
}
