import Foundation
import NeuralNetwork
import Notebook
import Testing

/// Every wrong stage file is answered with its line, its column and what is allowed.
struct StageFileTests {
    static let good = """
        title: Mine
        layers:
          - flatten
          - {type: dense, units: 64, activation: relu}
          - {type: dense, units: 10}
        optimizer: {name: adam, beta_1: 0.8}
        learning_rate: 0.001
        schedule: {name: exponential, rate: 0.5, steps: 1000, floor: 0.0001}
        batch_size: 50
        epochs: 4
        """

    @Test func readsEverySetting() throws {
        let stage = try StageFile.parse(Self.good, file: "mine.yaml", defaultID: "mine")
        #expect(stage.id == "mine" && stage.logName == "mine" && stage.title == "Mine" && stage.number == 0)
        #expect(stage.specification.layers.map(\.name) == ["flatten_input", "hidden_layer_1", "logits"])
        #expect(stage.specification.layers[1].layer as? Dense == Dense(units: 64, activation: .relu))
        #expect(stage.defaults.optimizer == .adam(beta1: 0.8))
        #expect(stage.defaults.schedule == .exponential(rate: 0.5, steps: 1000, floor: 0.0001))
        #expect(stage.defaults.batchSize == 50 && stage.defaults.epochs == 4 && stage.defaults.learningRate == 0.001)
        #expect(stage.defaults.hiddenUnits == [64] && stage.defaults.activation == .relu)
        #expect(stage.defaults.dropout == nil && stage.defaults.filters.isEmpty)
    }

    @Test func readsEveryKindOfLayer() throws {
        let text = """
            layers:
              - {type: convolution, filters: 4, kernel: 3, stride: 2, padding: valid, initializer: he_uniform}
              - {type: batch_normalization, momentum: 0.9, epsilon: 0.01}
              - {type: activation, activation: tanh}
              - {type: max_pooling, size: 2, stride: 1, padding: same}
              - {type: flatten}
              - {type: dropout, rate: 0.5}
              - {type: dense, name: last, units: 10, initializer: zeros}
            optimizer: {name: adamw, weight_decay: 0.01}
            learning_rate: 0.001
            schedule: {name: cosine, warmup_steps: 10, total_steps: 100}
            batch_size: 50
            epochs: 4
            """
        let stage = try StageFile.parse(text, file: "all.yaml", defaultID: "all")
        #expect(
            stage.specification.layers == [
                LayerSpecification(
                    name: "conv_layer_1",
                    layer: .convolution(filters: 4, kernel: 3, stride: 2, padding: .valid, initializer: .heUniform)),
                LayerSpecification(
                    name: "batch_normalization_1", layer: .batchNormalization(momentum: 0.9, epsilon: 0.01)),
                LayerSpecification(name: "activation_1", layer: .activation(.tanh)),
                LayerSpecification(name: "max_pooling2d_1", layer: .maxPooling(size: 2, stride: 1, padding: .same)),
                LayerSpecification(name: "flatten_layer", layer: .flatten),
                LayerSpecification(name: "dropout_layer", layer: .dropout(rate: 0.5)),
                LayerSpecification(name: "last", layer: .dense(units: 10, initializer: .zeros)),
            ])
        #expect(stage.defaults.optimizer == .adamW(weightDecay: 0.01))
        #expect(stage.defaults.schedule == .cosine(warmupSteps: 10, totalSteps: 100, floor: 0))
        // Written out and read again it is the same stage.
        let again = try StageFile.parse(StageFile.text(for: stage), file: "again.yaml", defaultID: "other")
        #expect(again == stage)
    }

    /// Whatever a file may say, what is kept of it in a run's folder is read again.
    @Test(arguments: [
        "a\u{7F}b\u{85}c", "\u{1B}[31m", "tab\there", "line\nbreak\r\n  indented\n", "\u{2028}\u{FEFF}\u{200B}",
        "#no comment",
        "'", "\"\\", "a: b", "- x", "{}", "*alias", "&anchor", "!tag", "%", "@", "`", "yes", "null", "~", "1e3",
        " blanks ",
        "\u{1F600}漢字", "?", "|", ">", String(repeating: "long ", count: 200),
    ])
    func everyTextIsReadAgain(text: String) throws {
        var stage = try StageFile.parse(Self.good, file: "mine.yaml", defaultID: "mine")
        stage.title = text
        stage.teaches = text
        stage.specification.layers[1].name = "-"
        stage.specification.layers[2].name = "null"
        let written = StageFile.text(for: stage)
        #expect(try StageFile.parse(written, file: "again.yaml", defaultID: "other") == stage, "\(written)")
    }

    /// A line of the good file replaced: where the error is, and words that the message must have.
    @Test(arguments: [
        (1, "titel: Mine", 1, 1, ["unknown key \"titel\"", "did you mean \"title\"?", "learning_rate"]),
        (2, "layer:", 2, 1, ["unknown key \"layer\"", "did you mean \"layers\"?"]),
        (3, "  - flaten", 3, 5, ["\"flaten\"", "did you mean \"flatten\"?"]),
        (3, "  - dense", 3, 5, ["dense needs settings"]),
        (4, "  - {type: dense, unitts: 64}", 4, 19, ["unknown key \"unitts\"", "did you mean \"units\"?"]),
        (4, "  - {type: dense}", 4, 5, ["\"units\" is missing"]),
        (4, "  - {type: dense, units: 0}", 4, 26, ["0 is out of range", "1 to 4096"]),
        (4, "  - {type: dense, units: 6.5}", 4, 26, ["wants a whole number", "\"6.5\""]),
        (4, "  - {type: dense, units: [1, 2]}", 4, 26, ["wants a whole number", "a list"]),
        (4, "  - {type: dense, units: 64, activation: rellu}", 4, 42, ["did you mean \"relu\"?", "tanh"]),
        (4, "  - {type: dens, units: 64}", 4, 12, ["did you mean \"dense\"?"]),
        (4, "  - {type: dropout, rate: 0.99}", 4, 27, ["0.99 is out of range", "0 to 0.95"]),
        (4, "  - {type: dense, name: \"a b\", units: 64}", 4, 25, ["no layer name"]),
        (5, "  - {type: dense, units: 1}", 5, 5, ["2 to 256 units", "one a class"]),
        (4, "  - {type: leaky_relu, slop: 0.1}", 4, 24, ["unknown key \"slop\"", "did you mean \"slope\"?"]),
        (4, "  - average_poling", 4, 5, ["did you mean \"average_pooling\"?"]),
        (4, "  - average_pooling", 4, 5, ["average_pooling needs settings"]),
        (4, "  - global_average_pooling", 4, 5, ["pooling needs an image"]),
        (4, "  - {type: leaky_relu, slope: 2}", 4, 31, ["2 is out of range", "0 to 1"]),
        (6, "optimizer: {name: adam, momentum: 0.9}", 6, 25, ["unknown key \"momentum\"", "beta_1"]),
        (6, "optimizer: adamm", 6, 12, ["did you mean \"adam\"?"]),
        (6, "optimizer: {name: sgd, nesterov: maybe}", 6, 34, ["true or false"]),
        (7, "learning_rate: 0", 7, 16, ["out of range", "above 0"]),
        (7, "learning_rate: fast", 7, 16, ["wants a number", "\"fast\""]),
        (7, "learning_rate: .nan", 7, 16, ["wants a number"]),
        (8, "schedule: exponential", 8, 11, ["needs settings", "rate"]),
        (8, "schedule: {name: inverse_time}", 8, 11, ["\"decay\" is missing"]),
        (8, "schedule: {name: inverse_time, decay: 2}", 8, 39, ["out of range", "0 to 1"]),
        (9, "batch_size: 20000", 9, 13, ["out of range", "10000"]),
        (10, "epochs: ten", 10, 9, ["wants a whole number"]),
        (10, "epochs: 4\nepochs: 5", 10, 1, ["twice"]),
        (10, "epochs: [4", 11, 1, ["not YAML"]),
        (10, "epochs: 4\nid: a/b", 11, 5, ["no name for the command line"]),
    ])
    func namesLineAndColumn(line: Int, text: String, atLine: Int, atColumn: Int, words: [String]) throws {
        var lines = Self.good.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines[line - 1] = text
        let error = #expect(throws: StageError.self) {
            try StageFile.parse(lines.joined(separator: "\n") + "\n", file: "mine.yaml")
        }
        let found = try #require(error)
        #expect(found.line == atLine && found.column == atColumn, "\(found)")
        for word in words { #expect(found.description.contains(word), "\(found)") }
        #expect(found.description.hasPrefix("mine.yaml:\(atLine):\(atColumn): "))
        #expect(found.exitCode == 65)
    }

    @Test func mapsShapeErrorsToTheirLayer() throws {
        let text = Self.good.replacing(
            "  - flatten\n", with: "  - flatten\n  - {type: convolution, filters: 2, kernel: 3}\n")
        let error = #expect(throws: StageError.self) { try StageFile.parse(text, file: "mine.yaml") }
        #expect(error?.line == 4, "\(String(describing: error))")
        let twice = Self.good.replacing("units: 10", with: "units: 10, name: hidden_layer_1")
        let duplicate = #expect(throws: StageError.self) { try StageFile.parse(twice, file: "mine.yaml") }
        #expect(duplicate?.line == 5, "\(String(describing: duplicate))")
    }

    @Test(arguments: ["", "# nothing\n", "- a\n- b\n", "just words", "\u{0}", "a: &x [*x]"])
    func refusesWhatIsNoStage(text: String) {
        let error = #expect(throws: StageError.self) { try StageFile.parse(text, file: "mine.yaml") }
        #expect(error?.exitCode == 65)
    }

    /// Twelve levels of nine aliases each stand for 300,000,000,000 values: as a key they would all be compared.
    @Test(arguments: ["? *a11\n: 1\n", "x: *a11\n", "? {*a11 : 1}\n: 2\n", "- *a11\n"])
    func aliasesAreRefusedAtOnce(use: String) {
        var text = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
        for level in 1...11 {
            text +=
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ",") + "]\n"
        }
        let start = ContinuousClock.now
        let error = #expect(throws: StageError.self) { try StageFile.parse(text + use, file: "mine.yaml") }
        #expect(error?.exitCode == 65 && error?.line == 2 && error?.message.contains("alias") == true, "\(error!)")
        #expect(ContinuousClock.now - start < .seconds(2))
    }

    @Test func keysAreWords() {
        for text in ["? [a, b]\n: 1\n", "? {a: 1}\n: 1\n", "{[a]: 1}\n"] {
            let error = #expect(throws: StageError.self) { try StageFile.parse(text, file: "mine.yaml") }
            #expect(error?.exitCode == 65 && error?.message.contains("a key must be a word") == true)
        }
        // As deep as a megabyte can be.
        for open in ["[", "{", "- ", "? "] {
            let error = #expect(throws: StageError.self) {
                try StageFile.parse(String(repeating: open, count: 100_000), file: "mine.yaml")
            }
            #expect(error?.exitCode == 65)
        }
    }

    /// An ampersand is an anchor only where it stands before a value; an anchor without an alias harms nobody.
    @Test func ampersandsInTextsStay() throws {
        let text = Self.good.replacing("title: Mine", with: "title: \"R&D, &more\"\nteaches: &note salt &pepper")
        let stage = try StageFile.parse(text, file: "mine.yaml", defaultID: "mine")
        #expect(stage.title == "R&D, &more" && stage.teaches == "salt &pepper")
    }

    @Test func onlyRegularFilesAreRead() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("stages-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let pipe = folder.appendingPathComponent("pipe.yaml")
        #expect(mkfifo(pipe.path, 0o600) == 0)
        for url in [pipe, URL(fileURLWithPath: "/dev/zero")] {
            let error = #expect(throws: StageError.self) { try StageFile.read(url) }
            #expect(error?.exitCode == 66 && error?.message.contains("no regular file") == true)
        }
    }

    @Test func missingFilesAndFoldersAreErrors() {
        let missing = #expect(throws: StageError.self) { try StageFile.read(URL(fileURLWithPath: "/nowhere/x.yaml")) }
        #expect(missing?.exitCode == 66)
        let folder = #expect(throws: StageError.self) { try StageFile.read(URL(fileURLWithPath: "/tmp")) }
        #expect(folder?.exitCode == 66)
        #expect(folder?.description.contains("folder") == true)
    }
}
