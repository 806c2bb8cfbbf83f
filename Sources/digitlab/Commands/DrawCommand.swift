import ArgumentParser
import Datasets
import Drawing
import NeuralNetwork
import Training

/// Replays a key script on the drawing canvas.
struct DrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draw",
        abstract: "Draw a digit with a script of keys and ask a model about it.",
        discussion: """
            The keys are those of the lab's Draw screen. Up Down Left Right (or k j h l) and Home PgUp End PgDn \
            (diagonals) move, Space puts the pen down and up, e erases, c clears, u undoes, C-r redoes, [ and ] change the \
            pen, n switches normalising; Key*9 repeats a key; drag:x1,y1,x2,y2 draws with the mouse, t:7 puts test image 7 \
            on the canvas.

            Examples:
              digitlab draw --keys "Up*7 Space Down*15"
              digitlab draw --keys "drag:9,6,18,6,12,22" --model conv --output seven.png
            """)

    @Option(help: ArgumentHelp("The keys to press, with spaces between them.", valueName: "script")) var keys: String
    @Option(help: ModelArgument.help) var model = "conv"
    @Option(
        help: ArgumentHelp("Keep the drawing as a PNG file.", valueName: "file"), completion: .file(extensions: ["png"])
    )
    var output: String?
    @Flag(help: "Show the network the canvas as it is, wherever and however large the digit was drawn.")
    var noNormalize = false
    @OptionGroup var dataset: DatasetOptions
    @Flag(help: "One JSON object, on standard output.") var json = false

    func run() throws {
        let script = try KeyScript(keys)
        let (canvas, normalizes) = try replay(script)
        guard let seen = normalizes ? Normalizer().normalize(canvas) : canvas.isEmpty ? nil : canvas.image else {
            throw CommandFailure(
                "the canvas is empty; put the pen down with Space and move it", exitCode: CommandFailure.badData)
        }
        let model = try ModelArgument.load(self.model)
        if let output { try canvas.image.writePNG(to: output) }
        let classifier = Classifier(network: model.network, weights: model.weights)
        let prediction = Prediction(
            source: "drawing", classNames: ModelArgument.classNames(of: model, fallback: Dataset.digitNames),
            probabilities: classifier.probabilities(of: seen.pixels.map { Float($0) / 255 }))
        if json { return try Output.standard.line(json(prediction, model, normalizes).text) }
        let columns = PixelText.lines(canvas.image, beside: seen)
        try Output.standard.lines(columns + [""] + prediction.lines(width: Output.standard.width))
    }

    private func json(_ prediction: Prediction, _ model: LoadedModel, _ normalizes: Bool) -> JSON {
        .object([
            ("prediction", .integer(prediction.answer)), ("class", .string(prediction.classNames[prediction.answer])),
            ("confidence", .rounded(Double(prediction.probabilities[prediction.answer]))),
            ("probabilities", .array(prediction.probabilities.map { .rounded(Double($0)) })),
            ("normalized", .bool(normalizes)), ("model", .string(model.origin.description)),
        ])
    }

    private func replay(_ script: KeyScript) throws -> (canvas: Canvas, normalizes: Bool) {
        var canvas = Canvas()
        var normalizes = !noNormalize
        var images: ImageSet?
        for step in script.steps {
            switch step {
            case .toggleNormalization: normalizes.toggle()
            case .testDigit(let number):
                let test = try images ?? dataset.load(roles: [.test], people: json ? .error : nil).test
                images = test
                guard test.labels.indices.contains(number) else {
                    throw CommandFailure(
                        "t:\(number): there are the test images 0 to \(test.count - 1)", exitCode: CommandFailure.usage)
                }
                let pixels = test.image(at: number)
                canvas.apply(.load(GrayImage(width: Canvas.side, height: Canvas.side, pixels: pixels)))
            default:
                if let command = step.canvasCommand { canvas.apply(command) }
            }
        }
        return (canvas, normalizes)
    }
}
