import ArgumentParser
import Datasets
import Drawing
import NeuralNetwork
import Training

/// Asks a model about single images.
struct PredictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Ask a model what an image shows.",
        discussion: """
            Images are PNG, JPEG, PGM, PPM or PBM files of any size, light ink on dark or dark on light: drawings, scans \
            and photographs. Ruled lines, frames and specks are left out, several digits are answered from left to right, \
            and each is brought into MNIST's form first. --index asks about an image of the test set, as it is.

            Examples:
              digitlab predict conv photo.png
              digitlab predict conv --index 115 --json
            """)

    @Argument(help: ModelArgument.help, completion: Completions.model) var model: String
    @Argument(
        help: "Pictures: PNG, JPEG, PGM, PPM or PBM files.",
        completion: .file(extensions: ["png", "jpg", "jpeg", "pgm", "ppm", "pbm"]))
    var file: [String] = []
    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("The number of a test image, from 0; may be repeated.", valueName: "n"))
    var index: [Int] = []
    @OptionGroup var dataset: DatasetOptions
    @Flag(help: "One JSON object an image, on standard output.") var json = false

    func validate() throws {
        if file.isEmpty && index.isEmpty { throw ValidationError("give a picture's file, or --index n") }
    }

    func run() throws {
        let model = try ModelArgument.load(self.model)
        let classifier = Classifier(network: model.network, weights: model.weights)
        var firstFailure: CommandFailure?
        for path in file {
            do {
                let classNames = ModelArgument.classNames(of: model, fallback: Dataset.digitNames)
                let digits = try Self.digits(path).map { digit in
                    Prediction(
                        source: path, classNames: classNames,
                        probabilities: classifier.probabilities(of: digit.image.pixels.map { Float($0) / 255 }),
                        seen: digit.image, place: digit)
                }
                try PicturePrediction(source: path, digits: digits).write(asJSON: json)
            } catch let failure as CommandFailure {
                // One bad file does not keep the others from being read.
                Output.error.tryLine("digitlab: \(failure.message)")
                if firstFailure == nil { firstFailure = failure }
            }
        }
        if !index.isEmpty { try predictTestImages(model, classifier) }
        if let firstFailure { throw ExitCode(firstFailure.exitCode) }
    }

    /// The picture's digits; there is at least one.
    private static func digits(_ path: String) throws(CommandFailure) -> [FoundDigit] {
        let picture: GrayImage
        do throws(ImageError) {
            picture = try GrayImage(contentsOf: path)
        } catch {
            throw CommandFailure(error.description, exitCode: error.exitCode)
        }
        let digits = Normalizer().digits(in: picture)
        guard !digits.isEmpty else {
            throw CommandFailure(
                "\(path): nothing stands out from the paper; give a picture with a digit on it",
                exitCode: CommandFailure.badData)
        }
        return digits
    }

    private func predictTestImages(_ model: LoadedModel, _ classifier: Classifier) throws {
        let images = try dataset.load(
            roles: [.test], fallback: ModelArgument.dataset(of: model), people: json ? .error : nil)
        if let reservation = try ModelArgument.check(model, against: images) {
            Output.error.tryLine("digitlab: \(reservation)")
        }
        for number in index {
            guard images.test.labels.indices.contains(number) else {
                throw CommandFailure(
                    "--index \(number): \(images.title) has the test images 0 to \(images.test.count - 1)",
                    exitCode: CommandFailure.usage)
            }
            let label = Int(images.test.labels[number])
            let prediction = Prediction(
                source: "test image \(number)", index: number, label: label, classNames: images.classNames,
                probabilities: classifier.probabilities(of: images.test.pixels + number * ImageSet.pixelsPerImage),
                seen: GrayImage(
                    width: Normalizer.side, height: Normalizer.side, pixels: images.test.image(at: number)))
            try prediction.write(asJSON: json)
        }
    }
}
