import Foundation
import Testing

/// A data set with one thing wrong.
struct SpoiledData: CustomTestStringConvertible, Sendable {
    var name: String
    var status: Int32
    /// What the error has to name.
    var mentions: [String]
    var spoil: @Sendable (URL) throws -> Void

    var testDescription: String { name }

    init(_ name: String, _ status: Int32, _ mentions: [String], _ spoil: @escaping @Sendable (URL) throws -> Void) {
        self.name = name
        self.status = status
        self.mentions = mentions
        self.spoil = spoil
    }

    static let all: [SpoiledData] = [
        .init("wrong magic", 65, ["train-images", "2049", "2051"]) {
            try edit($0, "train-images-idx3-ubyte") { $0[3] = 1 }
        },
        .init("labels where images should be", 65, ["t10k-images"]) { folder in
            try Data(IDXFolder.labels(count: 10)).write(to: folder.appendingPathComponent("t10k-images-idx3-ubyte"))
        },
        .init("truncated in the pixels", 65, ["train-images", "5,000"]) {
            try edit($0, "train-images-idx3-ubyte") { $0 = $0.prefix(5_000) }
        },
        .init("truncated in the header", 65, ["train-labels"]) {
            try edit($0, "train-labels-idx1-ubyte") { $0 = $0.prefix(6) }
        },
        .init("trailing bytes", 65, ["train-labels", "28"]) {
            try edit($0, "train-labels-idx1-ubyte") { $0 += [0, 0] }
        },
        .init("counts that differ", 65, ["20 images", "19 labels"]) { folder in
            try Data(IDXFolder.labels(count: 19)).write(to: folder.appendingPathComponent("train-labels-idx1-ubyte"))
        },
        .init("other sizes", 65, ["train-images", "14×14", "28×28"]) { folder in
            try Data(IDXFolder.images(count: 20, side: 14))
                .write(to: folder.appendingPathComponent("train-images-idx3-ubyte"))
        },
        .init("a label over 9", 65, ["train-labels", "10", "byte 12"]) {
            try edit($0, "train-labels-idx1-ubyte") { $0[12] = 10 }
        },
        .init("an empty file", 65, ["t10k-labels", "empty"]) {
            try edit($0, "t10k-labels-idx1-ubyte") { $0 = Data() }
        },
        .init("broken gzip", 65, ["t10k-images-idx3-ubyte.gz"]) { folder in
            let file = folder.appendingPathComponent("t10k-images-idx3-ubyte")
            try FileManager.default.removeItem(at: file)
            try Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + Array(repeating: 0xFF, count: 50))
                .write(to: file.appendingPathExtension("gz"))
        },
        .init("a folder in place of a file", 66, ["train-images", "folder"]) { folder in
            let file = folder.appendingPathComponent("train-images-idx3-ubyte")
            try FileManager.default.removeItem(at: file)
            try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
        },
        .init("a missing file", 66, ["t10k-labels-idx1-ubyte"]) {
            try FileManager.default.removeItem(at: $0.appendingPathComponent("t10k-labels-idx1-ubyte"))
        },
        .init("a missing folder", 66, ["no folder"]) { try FileManager.default.removeItem(at: $0) },
        .init("a file in place of the folder", 66, ["is a file"]) { folder in
            try FileManager.default.removeItem(at: folder)
            try Data([1]).write(to: folder)
        },
    ]

    private static func edit(_ folder: URL, _ name: String, _ change: (inout Data) -> Void) throws {
        let file = folder.appendingPathComponent(name)
        var data = try Data(contentsOf: file)
        change(&data)
        try data.write(to: file)
    }
}

extension CommandLineTests {
    @Suite struct BadInputTests {
        let sandbox: Sandbox

        init() throws { sandbox = try Sandbox() }

        /// One line on standard error that names what is wrong, and nothing else done.
        private func expectRefusal(
            _ result: CommandResult, status: Int32, mentions: [String],
            sourceLocation: SourceLocation = #_sourceLocation
        ) {
            #expect(result.exit == .exited(status), "\(result)", sourceLocation: sourceLocation)
            #expect(result.output.isEmpty, "\(result)", sourceLocation: sourceLocation)
            #expect(result.errorLines.count == 1, "\(result)", sourceLocation: sourceLocation)
            #expect(result.errors.hasPrefix("digitlab: "), "\(result)", sourceLocation: sourceLocation)
            for word in mentions {
                #expect(result.errors.contains(word), "no \(word): \(result)", sourceLocation: sourceLocation)
            }
            #expect(sandbox.runNames.isEmpty, "a run was made", sourceLocation: sourceLocation)
        }

        @Test(arguments: SpoiledData.all) func data(_ spoiled: SpoiledData) throws {
            let folder = try IDXFolder().write(to: "digits", in: sandbox)
            try spoiled.spoil(URL(fileURLWithPath: folder))
            let result = try sandbox.run("train", "adam", "--epochs", "1", "--data", folder)
            expectRefusal(result, status: spoiled.status, mentions: spoiled.mentions)
        }

        /// The same folder unspoiled trains: the refusals above are about what was spoiled.
        @Test func goodDataTrains() throws {
            let folder = try IDXFolder().write(to: "digits", in: sandbox)
            let result = try sandbox.run("train", "adam", "--epochs", "1", "--data", folder)
            #expect(result.status == 0 && result.output.contains("20 training and 10 test images"), "\(result)")
            let named = try sandbox.run("train", "adam", "--epochs", "1", environment: ["DIGITLAB_DATA": folder])
            #expect(named.status == 0 && named.output.contains("20 training and 10 test images"), "\(named)")
        }

        @Test(
            arguments: [
                ("no stage of the name", ["covn"], ["covn", "did you mean conv"]),
                ("no such optimizer", ["adam", "--optimizer", "adamm"], ["adamm", "adam", "sgd", "rmsprop"]),
                ("not a number", ["adam", "--learning-rate", "fast"], ["learning rate", "fast", "allowed"]),
                (
                    "a learning rate that is too large", ["adam", "--learning-rate", "11"],
                    ["11", "out of range", "10"]
                ),
                ("not finite", ["adam", "--learning-rate", "nan"], ["learning rate", "nan"]),
                ("no epochs", ["adam", "--epochs", "0"], ["epochs", "\"0\"", "1"]),
                ("a batch of none", ["adam", "--batch-size", "0"], ["batch size", "\"0\""]),
                ("dropout of all", ["dropout", "--dropout", "1"], ["dropout", "0.95"]),
                ("filters where there are none", ["adam", "--filters", "3"], ["filters", "adam has none"]),
                ("too many threads", ["adam", "--threads", "65"], ["threads", "64"]),
                ("a seed that is none", ["adam", "--seed=-1"], ["seed"]),
            ] as [(String, [String], [String])])
        func option(name: String, arguments: [String], mentions: [String]) throws {
            let all = ["train"] + arguments + ["--data", "mini"]
            expectRefusal(try sandbox.start(all).waitForExit(), status: 64, mentions: mentions)
        }

        /// These are the argument parser's own, which adds the usage.
        @Test(arguments: [
            ["train"], ["train", "adam", "--bogus"], ["train", "adam", "--epochs"], ["predict", "adam"], ["summary"],
            ["train", "adam", "--output", "x", "--no-save"], ["runs", "delete"], ["draw"],
        ])
        func usage(arguments: [String]) throws {
            let result = try sandbox.start(arguments).waitForExit()
            #expect(result.exit == .exited(64), "\(result)")
            #expect(result.output.isEmpty && result.errors.contains("Usage: digitlab"), "\(result)")
        }

        @Test(
            arguments: [
                ("a wrong key", "units: 10", "unitz: 10", 4, ["unitz", "units"]),
                ("a wrong type", "units: 10", "units: ten", 4, ["units", "ten"]),
                ("out of range", "units: 10", "units: 0", 4, ["units", "0"]),
                ("no logits", "units: 10", "units: 10, activation: relu", 4, ["last layer", "activation"]),
                ("an unknown layer", "type: dense", "type: dens", 4, ["dens", "dense"]),
                ("no YAML", "name: adam}", "name: adam", 6, []),
                ("a wrong value", "learning_rate: 0.01", "learning_rate: -1", 6, ["learning_rate"]),
                ("an unknown key", "learning_rate", "learning_rat", 6, ["learning_rat"]),
            ] as [(String, String, String, Int, [String])])
        func stageFile(name: String, part: String, change: String, line: Int, mentions: [String]) throws {
            let yaml = """
                id: tiny
                layers:
                  - {type: flatten, name: flatten}
                  - {type: dense, name: output_layer, units: 10}
                optimizer: {name: adam}
                learning_rate: 0.01
                batch_size: 50
                epochs: 1
                """
            let spoiled = yaml.replacingOccurrences(of: part, with: change)
            #expect(spoiled != yaml)
            let path = try sandbox.write(spoiled, to: "tiny.yaml")
            let result = try sandbox.run("train", path, "--data", "mini")
            expectRefusal(result, status: 65, mentions: ["tiny.yaml:\(line)"] + mentions)
        }

        @Test(
            arguments: [
                (["train", "./missing.yaml", "--data", "mini"], 66, "missing.yaml"),
                (["evaluate", "nothing"], 66, "nothing"),
                (["evaluate", "missing.safetensors"], 66, "missing.safetensors"),
                (["evaluate", "junk.safetensors"], 65, "junk.safetensors"),
                (["predict", "nothing", "--index", "0"], 66, "nothing"),
                (["runs", "rename", "nothing", "x"], 66, "nothing"), (["runs", "delete", "nothing"], 66, "nothing"),
                (["draw", "--keys", "Sideways"], 64, "Sideways"),
                (["data", "fetch", "--mirror", "not a web address"], 64, "not a web address"),
            ] as [([String], Int32, String)])
        func fileOrName(arguments: [String], status: Int32, mention: String) throws {
            try sandbox.write("this is not a model", to: "junk.safetensors")
            let result = try sandbox.start(arguments).waitForExit()
            expectRefusal(result, status: status, mentions: [mention])
        }

        @Test func noMirrorAnswers() throws {
            let result = try sandbox.run("data", "fetch", "--mirror", Sandbox.nowhere)
            #expect(result.status == 74, "\(result)")
            #expect(result.errors.contains("127.0.0.1"), "\(result)")
        }
    }
}
