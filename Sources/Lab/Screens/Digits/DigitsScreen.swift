import Datasets
import NeuralNetwork
import Telemetry
import TerminalUI

/// Screen 2: all test digits, the wrong ones first, the confusion matrix, and the chosen digit with its probabilities.
public struct DigitsScreen: LabScreen {
    enum Panel: Int, CaseIterable, Sendable { case wall, matrix, digit }

    public let title = "Digits"
    var focus = Panel.wall
    var filter = DigitFilter.all
    /// What the wall shows, in order; remade with the index and the filter.
    var images: [Int] = []
    /// The chosen one's place in ``images``.
    var position = 0
    var cell = (row: 0, column: 0)
    var index: DigitIndex?
    /// Of the chosen image, by the weights as they are now.
    var probabilities: [Float] = []
    /// The image that was chosen here last.
    private var looked: Int?

    public init() {}

    public mutating func appear(_ state: inout LabState) -> [LabEffect] {
        let effects = state.seekModel()
        refresh(&state)
        // Another screen may have picked an image; without one, the wall begins with the worst.
        if let looked, looked == state.selectedImage {
            find(looked)
        } else if state.selectedImage != 0 {
            find(state.selectedImage)
        }
        look(&state)
        return effects
    }

    public mutating func changed(_ change: LabChange, _ state: inout LabState) -> [LabEffect] {
        switch change {
        case .stage, .data:
            position = 0
            refresh(&state)
        case .shownRun: refresh(&state)
        case .runs, .lessons, .drawing: return []
        }
        look(&state)
        return []
    }

    // MARK: What is shown

    /// Makes the index anew where there is a report that it was not made from.
    private mutating func refresh(_ state: inout LabState) {
        guard let dataset = state.dataset, let shown = state.shownRun, let report = shown.report,
            report.predictions.count == dataset.test.count, shown.dataset == nil || shown.dataset == dataset.name
        else {
            index = nil
            images = state.dataset.map { Array(0..<$0.test.count) } ?? []
            position = min(position, max(0, images.count - 1))
            return
        }
        let run = "\(shown.stageID) \(shown.runName ?? "") \(state.run?.number ?? 0) \(dataset.name)"
        let key = DigitIndex.Key(run: run, step: report.step, count: report.predictions.count)
        guard index?.key != key else { return }
        index = DigitIndex(report, labels: dataset.test.labels, key: key)
        let wasAtStart = position == 0
        images = index?.images(filter) ?? []
        // One who looks at the worst sees the new worst; one who looks at a digit keeps it.
        if wasAtStart { position = 0 } else { find(state.selectedImage) }
    }

    private mutating func find(_ image: Int) {
        if let place = images.firstIndex(of: image) {
            position = place
        } else {
            position = min(position, max(0, images.count - 1))
        }
    }

    /// Asks the network about the chosen image.
    private mutating func look(_ state: inout LabState) {
        guard images.indices.contains(position), let dataset = state.dataset else {
            probabilities = []
            return
        }
        state.selectedImage = images[position]
        looked = state.selectedImage
        guard let shown = state.shownRun, let pixels = PixelImage.levels(images[position], of: dataset.test),
            shown.network.specification.inputShape == [28, 28, 1]
        else {
            probabilities = []
            return
        }
        probabilities = Classifier(network: shown.network, weights: shown.weights).probabilities(of: pixels)
    }

    mutating func set(filter new: DigitFilter, _ state: inout LabState) {
        filter = index == nil ? .all : new
        images = index?.images(filter) ?? images
        position = 0
        look(&state)
    }

    mutating func choose(_ place: Int, _ state: inout LabState) {
        position = min(max(0, place), max(0, images.count - 1))
        look(&state)
    }

    // MARK: Keys

    public func hints(_ state: LabState) -> [KeyHint] {
        let panel: [KeyHint] =
            switch focus {
            case .wall: [KeyHint("↑↓←→", "digit"), KeyHint("PgDn", "on")]
            case .matrix: [KeyHint("↑↓←→", "cell"), KeyHint("Enter", "show these")]
            case .digit: [KeyHint("←→", "digit")]
            }
        return panel + [
            KeyHint("w", "wrong"), KeyHint("c", "class"), KeyHint("a", "all"), KeyHint("Tab", "panel"),
            KeyHint("Space", state.isTraining ? (state.run?.isPaused == true ? "resume" : "pause") : "train"),
        ]
    }

    public func help(_ state: LabState) -> [Help.Section] {
        [
            Help.Section(
                "The wall",
                [
                    KeyHint("↑ ↓ ← →", "choose a digit"), KeyHint("PgUp PgDn", "a page"),
                    KeyHint("Home End", "first, last"), KeyHint("w", "only the wrong ones"),
                    KeyHint("c C", "next, previous class"), KeyHint("a Esc", "all"),
                ]),
            Help.Section(
                "The matrix", [KeyHint("↑ ↓ ← →", "choose a cell"), KeyHint("Enter", "show its digits on the wall")]),
        ]
    }

    public mutating func handle(_ key: Key, _ state: inout LabState) -> [LabEffect]? {
        switch key {
        case .tab: focus = Panel(rawValue: (focus.rawValue + 1) % 3) ?? .wall
        case .backTab: focus = Panel(rawValue: (focus.rawValue + 2) % 3) ?? .wall
        case .character("a"): set(filter: .all, &state)
        case .character("w"): set(filter: filter == .wrong ? .all : .wrong, &state)
        case .character("c"): set(filter: nextClass(1), &state)
        case .character("C"): set(filter: nextClass(10), &state)
        case .escape where filter != .all: set(filter: .all, &state)
        default:
            switch focus {
            case .matrix: return handleMatrix(key, &state)
            case .wall: return handleWall(key, &state)
            case .digit: return handleDigit(key, &state)
            }
        }
        return []
    }

    private func nextClass(_ step: Int) -> DigitFilter {
        let current: Int =
            switch filter {
            case .label(let label), .cell(let label, _): label
            case .all, .wrong: 10
            }
        let next = (current + step) % 11
        return next == 10 ? .all : .label(next)
    }

    private mutating func handleWall(_ key: Key, _ state: inout LabState) -> [LabEffect]? {
        let (columns, rows) = wallSize(state)
        switch key {
        case .left: choose(position - 1, &state)
        case .right: choose(position + 1, &state)
        // Above the first row and below the last one there is nothing to go to.
        case .up: if position >= columns { choose(position - columns, &state) }
        case .down: if position + columns < images.count { choose(position + columns, &state) }
        case .pageUp: choose(position - columns * rows, &state)
        case .pageDown: choose(position + columns * rows, &state)
        case .home: choose(0, &state)
        case .end: choose(images.count - 1, &state)
        default: return nil
        }
        return []
    }

    private mutating func handleDigit(_ key: Key, _ state: inout LabState) -> [LabEffect]? {
        switch key {
        case .left, .up: choose(position - 1, &state)
        case .right, .down: choose(position + 1, &state)
        default: return handleWall(key, &state)
        }
        return []
    }

    private mutating func handleMatrix(_ key: Key, _ state: inout LabState) -> [LabEffect]? {
        switch key {
        case .left: cell.column = max(0, cell.column - 1)
        case .right: cell.column = min(9, cell.column + 1)
        case .up: cell.row = max(0, cell.row - 1)
        case .down: cell.row = min(9, cell.row + 1)
        case .home: cell.column = 0
        case .end: cell.column = 9
        case .enter: pick(&state)
        default: return nil
        }
        return []
    }

    /// Shows the digits of the chosen cell on the wall.
    mutating func pick(_ state: inout LabState) {
        let wanted = DigitFilter.cell(label: cell.row, answer: cell.column)
        guard let index else { return }
        if index.confusions[cell.row][cell.column] == 0 {
            let names = state.classNames
            state.notice = Notice("no \(names[cell.row]) was taken for a \(names[cell.column])")
            return
        }
        set(filter: wanted, &state)
        // Where the wall was hidden behind the matrix, it comes back.
        if state.context.size.columns < 100 || state.context.size.rows < 32 { focus = .wall }
    }
}
