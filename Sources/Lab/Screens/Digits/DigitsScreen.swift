import Datasets
import NeuralNetwork
import Telemetry
import TerminalUI

extension ScreenID {
    public static let digits = ScreenID("digits")
}

/// Screen 2: all test digits, the wrong ones first, the confusion matrix, and the chosen digit with its probabilities.
public struct DigitsScreen: LabScreen {
    enum Panel: PanelOrder, Sendable { case wall, matrix, digit }

    public static let id = ScreenID.digits
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
        index = DigitIndex(
            report, labels: dataset.test.labels, classCount: dataset.classNames.count, key: key)
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
            shown.network.takesImages
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
