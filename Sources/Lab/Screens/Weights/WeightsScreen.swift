import Datasets
import NeuralNetwork
import Telemetry
import TerminalUI

extension ScreenID {
    public static let weights = ScreenID("weights")
}

/// Screen 3: what the network has learned, layer by layer: weights as pictures, feature maps, and how the numbers spread.
public struct WeightsScreen: LabScreen {
    enum Panel: PanelOrder, Sendable { case layers, pictures, spread }

    public static let id = ScreenID.weights
    public let title = "Weights"
    var focus = Panel.layers
    var layer = 0
    /// Feature maps on the chosen digit instead of weights.
    var showsMaps = false
    /// The drawing instead of the chosen digit.
    var usesDrawing = false
    /// The first picture in sight: rows and columns of pictures scrolled away.
    var scroll = (row: 0, column: 0)
    var picture: LayerPicture?
    /// What a layer without pictures says instead.
    var explanation = ""
    /// Spread and histogram of the chosen layer, worked out here where no trainer reports.
    var ownReport: LayerReport?
    /// When the pictures were made last, in seconds of the run.
    private var lastElapsed = -1.0

    public init() {}

    public mutating func appear(_ state: inout LabState) -> [LabEffect] {
        let effects = state.seekModel()
        chooseFirst(state)
        refresh(state)
        return effects
    }

    public mutating func changed(_ change: LabChange, _ state: inout LabState) -> [LabEffect] {
        switch change {
        case .stage:
            chooseFirst(state)
            refresh(state)
        case .shownRun:
            // The pictures of a running network are made anew four times a second: enough for the eye, cheap for the CPU.
            if let snapshot = state.shownRun?.snapshot, snapshot.status == .running {
                let elapsed = snapshot.elapsedSeconds
                if elapsed >= lastElapsed, elapsed - lastElapsed < 0.25 { return [] }
                lastElapsed = elapsed
            }
            refresh(state)
        case .data, .drawing: refresh(state)
        case .runs, .lessons: break
        }
        return []
    }

    /// The first layer with weights.
    private mutating func chooseFirst(_ state: LabState) {
        let layers = state.shownRun?.network.layers ?? []
        if layers.indices.contains(layer), layers[layer].parameterCount > 0 { return }
        layer = layers.firstIndex { $0.parameterCount > 0 } ?? 0
        scroll = (0, 0)
    }

    /// The image whose feature maps are shown, and what to call it.
    func input(_ state: LabState) -> (pixels: [Float], name: String)? {
        if usesDrawing, let drawing = state.drawing { return (drawing, "the drawing") }
        guard let dataset = state.dataset, let pixels = PixelImage.levels(state.selectedImage, of: dataset.test) else {
            return state.drawing.map { ($0, "the drawing") }
        }
        let label = dataset.classNames[Int(dataset.test.labels[state.selectedImage])]
        return (pixels, "digit \(NumberFormat.grouped(state.selectedImage)), is \(label)")
    }

    /// Makes the pictures of the chosen layer from the weights as they are.
    mutating func refresh(_ state: LabState) {
        picture = nil
        ownReport = nil
        explanation = ""
        guard let shown = state.shownRun, shown.network.layers.indices.contains(layer) else { return }
        let summary = shown.network.layers[layer]
        let classes = shown.classNames ?? state.classNames
        let tensors = shown.network.tensors(of: shown.weights)
        if !showsMaps {
            picture = LayerPicture.weights(of: summary, network: shown.network, tensors: tensors, classes: classes)
        }
        if shown.history.layers.last == nil { ownReport = Self.report(summary, tensors) }
        if picture != nil { return }
        guard let input = input(state), input.pixels.count == shown.network.inputCount else {
            explanation = "no digit to show maps of yet"
            return
        }
        let classifier = Classifier(network: shown.network, weights: shown.weights)
        let activations = classifier.activations(of: input.pixels)
        guard let activation = activations.first(where: { $0.name == summary.name }) else {
            explanation = "this layer has nothing to show"
            return
        }
        picture = LayerPicture.activations(
            activation, isOutput: layer == shown.network.layers.count - 1, classes: classes)
    }

    private static func report(_ layer: LayerSummary, _ tensors: [NamedTensor]) -> LayerReport? {
        guard let kernel = tensors.first(where: { $0.name == "\(layer.name)/kernel" }) else { return nil }
        let bias = tensors.first { $0.name == "\(layer.name)/bias" }
        return LayerReport(
            name: layer.name, weights: ValueSpread.spread(kernel.values),
            biases: bias.flatMap { ValueSpread.spread($0.values) },
            weightHistogram: ValueSpread.histogram(kernel.values, bins: 48))
    }

    mutating func chooseDigit(_ index: Int, _ state: inout LabState) {
        guard let count = state.dataset?.test.count, count > 0 else { return }
        state.selectedImage = min(max(0, index), count - 1)
        usesDrawing = false
        refresh(state)
    }

    mutating func choose(layer index: Int, _ count: Int, _ state: LabState) {
        let wanted = min(max(0, index), max(0, count - 1))
        if wanted == layer { return }
        layer = wanted
        scroll = (0, 0)
        refresh(state)
    }
}
