import ArgumentParser
import Datasets
import NeuralNetwork
import Training

/// Puts a model to the test set.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure a model on the test images.",
        discussion: """
            Prints loss, accuracy, precision and recall of each class, which class was taken for which, and how far the \
            probabilities can be believed: of all answers given with 90 %, nine in ten should be right.

            Examples:
              digitlab evaluate conv
              digitlab evaluate ./best.safetensors --data ./my-digits --json
            """)

    @Argument(help: ModelArgument.help, completion: Completions.model) var model: String
    @OptionGroup var dataset: DatasetOptions
    @Flag(help: "One JSON object, on standard output.") var json = false

    func run() throws {
        let model = try ModelArgument.load(self.model)
        let images = try dataset.load(
            roles: [.test], fallback: ModelArgument.dataset(of: model), people: json ? .error : .standard)
        guard !images.test.isEmpty else {
            throw CommandFailure("\(images.title) has no test images", exitCode: CommandFailure.noInput)
        }
        let reservation = try ModelArgument.check(model, against: images)
        let evaluation = ModelTester.evaluate(model, on: images.test)
        let matrix = ConfusionMatrix(
            labels: images.test.labels, predictions: evaluation.predictions, classCount: model.network.classCount)
        if json {
            try Output.standard.line(Self.json(model, images, evaluation, matrix, reservation).text)
        } else {
            try Output.standard.lines(Self.lines(model, images, evaluation, matrix, reservation))
        }
    }

    private static func json(
        _ model: LoadedModel, _ images: Dataset, _ evaluation: Evaluation, _ matrix: ConfusionMatrix,
        _ reservation: String?
    ) -> JSON {
        let calibration = evaluation.calibration(labels: images.test.labels)
        let classes = images.classNames.indices.map { index in
            JSON.object([
                ("class", .string(images.classNames[index])), ("precision", .rounded(matrix.precision(index))),
                ("recall", .rounded(matrix.recall(index))), ("images", .integer(matrix.support(index))),
            ])
        }
        return .object([
            ("model", .string(model.origin.description)), ("stage", .optional(model.stage)),
            ("dataset", .string(images.name)), ("images", .integer(images.test.count)),
            ("parameters", .integer(model.network.parameterCount)), ("loss", .rounded(evaluation.loss)),
            ("accuracy", .rounded(evaluation.accuracy)), ("reservation", .optional(reservation)),
            ("classes", .array(classes)),
            ("confusion", .array(matrix.counts.map { .array($0.map(JSON.integer)) })),
            ("expected_calibration_error", .rounded(calibration.expectedError)),
            (
                "calibration",
                .array(
                    calibration.bins.filter { $0.count > 0 }.map { bin in
                        .object([
                            ("from", .rounded(bin.lower)), ("to", .rounded(bin.upper)), ("images", .integer(bin.count)),
                            ("confidence", .rounded(bin.confidence)), ("accuracy", .rounded(bin.accuracy)),
                        ])
                    })
            ),
        ])
    }

    /// The bins that have answers, and the error over all of them.
    private static func calibrationLines(_ calibration: Calibration) -> [String] {
        var table = TextTable([("sure", .right), ("on average", .right), ("right", .right), ("images", .right)])
        for bin in calibration.bins where bin.count > 0 {
            table.add([
                "\(Figures.fixed(bin.lower * 100, 0)) to \(Figures.percent(bin.upper, places: 0))",
                Figures.percent(bin.confidence), Figures.percent(bin.accuracy), Figures.grouped(bin.count),
            ])
        }
        let error = Figures.percent(calibration.expectedError)
        return ["", "Calibration: how sure the answers are and how many are right, \(error) apart on average."]
            + table.lines()
    }

    private static func lines(
        _ model: LoadedModel, _ images: Dataset, _ evaluation: Evaluation, _ matrix: ConfusionMatrix,
        _ reservation: String?
    ) -> [String] {
        let wrong = zip(images.test.labels, evaluation.predictions).count { $0 != $1 }
        let name = model.stage.map { "\($0) (\(model.origin))" } ?? model.origin.description
        var lines = [
            "\(name): accuracy \(Figures.percent(evaluation.accuracy)), loss \(Figures.fixed(evaluation.loss, 4)), "
                + "\(Figures.grouped(wrong)) of \(Figures.grouped(images.test.count)) wrong"
        ]
        if let reservation { lines.append("but: \(reservation)") }
        lines.append("")
        var table = TextTable([("class", .left), ("precision", .right), ("recall", .right), ("images", .right)])
        for (index, name) in images.classNames.enumerated() {
            table.add([
                name, Figures.percent(matrix.precision(index)), Figures.percent(matrix.recall(index)),
                Figures.grouped(matrix.support(index)),
            ])
        }
        lines += table.lines()
        lines += ["", "Confusion matrix: a row is what the image shows, a column what the network said."]
        // Long class names would make the columns too wide; there the digit stands for the name.
        let isShort = images.classNames.allSatisfy { $0.count <= 4 }
        var confusion = TextTable(
            [("", .left)]
                + images.classNames.enumerated().map { (isShort ? $0.element : String($0.offset), .right) })
        for (index, row) in matrix.counts.enumerated() {
            let label = isShort ? images.classNames[index] : "\(index) \(images.classNames[index])"
            confusion.add([label] + row.map { $0 == 0 ? "." : String($0) })
        }
        return lines + confusion.lines() + calibrationLines(evaluation.calibration(labels: images.test.labels))
    }
}
