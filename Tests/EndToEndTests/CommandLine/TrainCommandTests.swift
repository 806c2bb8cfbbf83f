import Foundation
import Testing

extension CommandLineTests {
    @Suite struct TrainCommandTests {
        let sandbox: Sandbox

        init() throws { sandbox = try Sandbox() }

        private static let epochKeys: Set = [
            "event", "epoch", "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate", "seconds", "val_seconds",
        ]
        private static let summaryKeys: Set = [
            "event", "stage", "dataset", "parameters", "epochs", "seconds_per_epoch", "images_per_second",
            "test_accuracy", "test_loss", "best_test_accuracy", "best_epoch", "seed", "threads", "blas_kernel",
            "seconds_to_99", "peak_memory_mib", "run",
        ]

        @Test func jsonLines() throws {
            let result = try sandbox.run("train", "adam", "--epochs", "2", "--data", "mini", "--seed", "5", "--json")
            #expect(result.status == 0, "\(result)")
            let objects = try result.objects()
            try #require(objects.count == 3, "\(result)")
            for (index, object) in objects.prefix(2).enumerated() {
                #expect(Set(object.keys) == Self.epochKeys)
                #expect(object["event"] as? String == "epoch" && object["epoch"] as? Int == index + 1)
                #expect(object["learning_rate"] as? Double == 0.003)
            }
            let summary = objects[2]
            #expect(Set(summary.keys) == Self.summaryKeys)
            #expect(summary["event"] as? String == "summary" && summary["stage"] as? String == "adam")
            #expect(summary["dataset"] as? String == "mini" && summary["parameters"] as? Int == 185_300)
            #expect(summary["epochs"] as? Int == 2 && summary["seed"] as? Int == 5)
            #expect(summary["seconds_to_99"] is NSNull)
            let accuracies = objects.prefix(2).compactMap { $0["val_accuracy"] as? Double }
            #expect(summary["test_accuracy"] as? Double == accuracies.last)
            #expect(summary["best_test_accuracy"] as? Double == accuracies.max())
            // Two epochs of Adam over 4,000 digits: far better than guessing, and no more than right.
            #expect((0.7...1).contains(accuracies.last ?? 0))
            #expect(sandbox.runNames == [summary["run"] as? String ?? "?"])
            // Everything for people is on the other stream.
            #expect(result.errors.contains("4,000 training and 1,000 test images"), "\(result)")
        }

        @Test func sameSeedSameNumbers() throws {
            func losses() throws -> [[Double?]] {
                let result = try sandbox.run(
                    "train", "dropout", "--epochs", "2", "--data", "mini", "--seed", "3", "--json", "--no-save")
                return try result.objects().dropLast().map { object in
                    ["loss", "accuracy", "val_loss", "val_accuracy"].map { object[$0] as? Double }
                }
            }
            let first = try losses()
            #expect(first.count == 2 && first.allSatisfy { !$0.contains(nil) })
            #expect(try losses() == first)
            #expect(sandbox.runNames.isEmpty)
        }

        @Test func plainLinesForPeople() throws {
            let result = try sandbox.run("train", "adam", "--epochs", "1", "--data", "mini")
            #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
            #expect(!result.output.contains("\r") && !result.output.contains("\u{1B}"))
            let line = try #require(result.outputLines.first { $0.hasPrefix("Epoch 1/1") })
            for name in ["loss ", "accuracy ", "val_loss ", "val_accuracy ", "images/s"] {
                #expect(line.contains(name))
            }
            #expect(result.output.contains("saved in \(sandbox.runs.path)"), "\(result)")
            let quiet = try sandbox.run("train", "adam", "--epochs", "1", "--data", "mini", "--quiet", "--no-save")
            #expect(quiet.status == 0 && !quiet.output.contains("Epoch"), "\(quiet)")
            let silent = try sandbox.run("train", "adam", "--epochs", "1", "--data", "mini", "--quiet", "--json")
            #expect(silent.errors.isEmpty && silent.outputLines.count == 2, "\(silent)")
        }

        /// Every hyperparameter that a stage has, as an option.
        @Test func optionsReachTheRun() throws {
            let arguments = [
                "train", "conv", "--data", "mini", "--epochs", "1", "--optimizer", "sgd", "--momentum", "0.9",
                "--nesterov", "on", "--learning-rate", "0.01", "--decay", "0.001", "--batch-size", "200", "--dropout",
                "0.2", "--filters", "2,3,4", "--kernels", "5,3,3", "--strides", "2,2,1", "--hidden-units", "20",
                "--activation", "tanh", "--seed", "9", "--threads", "1",
            ]
            let trained = try sandbox.start(arguments + ["--json"]).waitForExit()
            #expect(trained.status == 0, "\(trained)")
            let run = try #require(try sandbox.run("runs", "--json").objects().first)
            let settings = try #require(run["settings"] as? [String: Any])
            let numbers = settings.compactMapValues { ($0 as? NSNumber)?.doubleValue }
            for (name, value) in [
                ("momentum", 0.9), ("learning_rate", 0.01), ("decay", 0.001), ("batch_size", 200), ("dropout", 0.2),
                ("seed", 9), ("threads", 1), ("epochs", 1),
            ] {
                #expect(abs((numbers[name] ?? .nan) - value) < 1e-6, "\(name): \(settings)")
            }
            #expect(settings["filters"] as? [Int] == [2, 3, 4] && settings["kernels"] as? [Int] == [5, 3, 3])
            #expect(settings["strides"] as? [Int] == [2, 2, 1] && settings["hidden_units"] as? [Int] == [20])
            #expect(settings["optimizer"] as? String == "sgd" && settings["activation"] as? String == "tanh")
            // conv 5·5·1·2+2, 3·3·2·3+3, 3·3·3·4+4; dense 7·7·4·20+20, 20·10+10
            #expect(run["parameters"] as? Int == 52 + 57 + 112 + 3_940 + 210)
        }

        @Test func embeddedImagesWithoutANetwork() throws {
            let result = try sandbox.run("train", "softmax", "--epochs", "1", "--mirror", Sandbox.nowhere)
            #expect(result.status == 0, "\(result)")
            let says = result.outputLines.filter { $0.contains("4,000 training and 1,000 test images") }
            #expect(says.count == 1 && says[0].contains("embedded"), "\(result)")
            // One line says that there is no network, one which images serve instead.
            #expect(result.outputLines.count { !$0.hasPrefix("Epoch") } == 5, "\(result)")
            #expect(result.outputLines[0].contains("embedded images serve instead"), "\(result)")
        }

        @Test func runFolder() throws {
            let folder = sandbox.work.appendingPathComponent("my run")
            let result = try sandbox.run("train", "adam", "--epochs", "2", "--data", "mini", "--output", "my run")
            #expect(result.status == 0, "\(result)")
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            #expect(
                names.filter { !$0.hasPrefix("state-") } == [
                    "best.safetensors", "history.json", "last.safetensors", "log.txt", "run.json", "stage.yaml",
                    "state.json",
                ])
            #expect(names.count { $0.hasPrefix("state-") } == 1, "\(names)")
            for name in ["best", "last"] {
                let shapes = try Self.tensors(folder.appendingPathComponent("\(name).safetensors"))
                #expect(shapes["hidden_layer_1/kernel"] == [784, 200] && shapes["hidden_layer_1/bias"] == [200])
                #expect(shapes["logits/kernel"] == [30, 10] && shapes.count == 10)
            }
            let history = try JSONSerialization.jsonObject(
                with: Data(contentsOf: folder.appendingPathComponent("history.json")))
            let epochs = (history as? [String: Any])?["epochs"] as? [[String: Any]]
            #expect(epochs?.count == 2)
            // The stage as trained can be trained again.
            let again = try sandbox.run("train", "my run/stage.yaml", "--epochs", "1", "--data", "mini", "--no-save")
            #expect(again.status == 0, "\(again)")
        }

        /// Names and shapes in a safetensors file: 8 bytes of length, then JSON.
        private static func tensors(_ file: URL) throws -> [String: [Int]] {
            let data = try Data(contentsOf: file)
            let length = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
            let header = try JSONSerialization.jsonObject(with: data.dropFirst(8).prefix(length)) as? [String: Any]
            var shapes: [String: [Int]] = [:]
            for (name, entry) in header ?? [:] where name != "__metadata__" {
                let entry = entry as? [String: Any]
                #expect(entry?["dtype"] as? String == "F32")
                shapes[name] = entry?["shape"] as? [Int]
            }
            return shapes
        }

        @Test func divergenceEndsWithOneAndSaysWhy() throws {
            let result = try sandbox.run("train", "relu", "--learning-rate", "10", "--epochs", "3", "--data", "mini")
            #expect(result.status == 1, "\(result)")
            let line = try #require(result.errorLines.last)
            #expect(result.errorLines.count == 1)
            for word in ["not finite", "step", "layer", "learning rate 10", "lower"] {
                #expect(line.contains(word), "no \(word): \(line)")
            }
            let run = try #require(sandbox.runNames.first)
            #expect(try Self.tensors(sandbox.runs.appendingPathComponent("\(run)/last.safetensors")).count == 10)
        }

        @Test(arguments: [120, 80, 40, 24])
        func progressBarFitsTheWindow(columns: Int) throws {
            let program = try ProgramUnderTest(
                arguments: ["train", "adam", "--epochs", "3", "--data", "mini", "--no-save"], size: .init(columns, 24))
            #expect(try program.waitForExit() == .exited(0))
            // A line that is too wide would wrap: every epoch then has more lines than one, or two share one.
            let epochs = program.screen.lines.filter { $0.contains("1/3") || $0.contains("2/3") || $0.contains("3/3") }
            #expect(epochs.count == 3, "\(program.screenText)")
            #expect(epochs.allSatisfy { $0.count < columns && $0.contains("0.") }, "\(program.screenText)")
            program.expectRestored()
        }
    }
}
