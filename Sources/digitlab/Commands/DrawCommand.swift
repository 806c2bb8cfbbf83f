import ArgumentParser
import Datasets
import Drawing
import Foundation
import Lab
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

    @Option(help: ArgumentHelp("The keys to press, with spaces between them.", valueName: "script")) var keys: String?
    @Option(help: ModelArgument.help, completion: Completions.model) var model = "conv"
    @Option(
        help: ArgumentHelp("Keep the drawing as a PNG file.", valueName: "file"), completion: .file(extensions: ["png"])
    )
    var output: String?
    @Flag(help: "Replace the file of --output where there is one.") var force = false
    @Flag(help: "Show the network the canvas as it is, wherever and however large the digit was drawn.")
    var noNormalize = false
    @OptionGroup var dataset: DatasetOptions
    @Flag(help: "One JSON object, on standard output.") var json = false
    @Option(
        help: ArgumentHelp(
            "Redraw so many test digits by keys and measure how many keep their label; --output keeps the figures.",
            valueName: "count", visibility: .hidden))
    var redraw: Int?
    @Option(help: ArgumentHelp("Of the lots that --redraw draws.", visibility: .hidden)) var seed: UInt64 = 1

    func validate() throws {
        if let redraw, redraw < 1 { throw ValidationError("--redraw takes a number from 1") }
        if (keys == nil) == (redraw == nil) { throw ValidationError("give the keys to press with --keys \"…\"") }
    }

    func run() throws {
        if let redraw { return try measure(redraw) }
        if let output, !force, FileManager.default.fileExists(atPath: output) {
            throw CommandFailure(
                "--output: \(output) is there already; give another name, or --force to replace it",
                exitCode: CommandFailure.usage)
        }
        let script = try KeyScript(keys ?? "")
        let board = try replay(script)
        guard let seen = board.seen, let levels = board.levels else {
            throw CommandFailure(
                "the canvas is empty; put the pen down with Space and move it", exitCode: CommandFailure.badData)
        }
        let model = try ModelArgument.load(self.model)
        guard StageModel.fits(model.network) else {
            throw CommandFailure(
                "\(self.model): its network does not take 28×28 pixels and tell ten classes apart; name another model",
                exitCode: CommandFailure.badData)
        }
        if let output { try board.canvas.image.writePNG(to: output) }
        let classifier = Classifier(network: model.network, weights: model.weights)
        let prediction = Prediction(
            source: "drawing", classNames: ModelArgument.classNames(of: model, fallback: Dataset.digitNames),
            probabilities: classifier.probabilities(of: levels))
        if json { return try Output.standard.line(json(prediction, model, board.normalizes).text) }
        let pictures = PixelText.lines(board.canvas.image, beside: seen)
        try Output.standard.lines(pictures + [""] + prediction.lines(width: Output.standard.width))
    }

    private func json(_ prediction: Prediction, _ model: LoadedModel, _ normalizes: Bool) -> JSON {
        .object([
            ("prediction", .integer(prediction.answer)), ("class", .string(prediction.classNames[prediction.answer])),
            ("confidence", .rounded(Double(prediction.probabilities[prediction.answer]))),
            ("probabilities", .array(prediction.probabilities.map { .rounded(Double($0)) })),
            ("normalized", .bool(normalizes)), ("model", .string(model.origin.description)),
        ])
    }

    /// Replays the script on the board of the lab's Draw screen.
    private func replay(_ script: KeyScript) throws -> DrawingBoard {
        var board = DrawingBoard(normalizes: !noNormalize)
        var images: ImageSet?
        for step in script.steps where !board.replay(step) {
            guard case .testDigit(let number) = step else { continue }
            let test = try images ?? dataset.load(roles: [.test], people: json ? .error : nil).test
            images = test
            guard test.labels.indices.contains(number) else {
                throw CommandFailure(
                    "t:\(number): there are the test images 0 to \(test.count - 1)", exitCode: CommandFailure.usage)
            }
            board.load(pixels: test.image(at: number))
        }
        return board
    }

    /// Measures the two figures of the drawing lesson.
    private func measure(_ count: Int) throws {
        let images = try dataset.load(roles: [.test], people: .error)
        let model = try ModelArgument.load(self.model)
        let digits = RedrawnDigits(images.test, count: count, seed: seed)
        let classifier = Classifier(network: model.network, weights: model.weights)
        let figures = DrawingFigures(
            normalisedAccuracy: digits.normalisedAccuracy(classifier),
            shiftedAccuracy: digits.shiftedAccuracy(classifier), digits: digits.indices.count,
            shift: RedrawnDigits.shift, seed: seed, dataset: images.name,
            model: "\(model.stage ?? self.model), \(model.origin)")
        if let output { try AtomicFile.write(figures.encoded(), to: URL(fileURLWithPath: output)) }
        try Output.standard.lines([
            "redrawn by keys anywhere, 60 to 140 % in size, normalised:  "
                + Figures.percent(figures.normalisedAccuracy),
            "moved by up to \(figures.shift) pixels, not normalised:          "
                + Figures.percent(figures.shiftedAccuracy),
            "\(figures.digits) digits of \(figures.dataset), seed \(figures.seed), \(figures.model)",
        ])
    }
}
