import Foundation
import Testing

extension CommandLineTests {
    /// Names and values that would command the terminal, or hide what stands there.
    @Suite struct HostileTextTests {
        let sandbox: Sandbox

        init() throws { sandbox = try Sandbox() }

        /// A control sequence, a C1 control, a line of its own, text turned round, a blank of no width.
        private static let hostile = "a\u{1B}]0;x\u{7}\u{9B}31m\nb\u{202E}c\u{200B}d"
        private static let escaped = "a\\u{1B}]0;x\\u{7}\\u{9B}31m\\nb\\u{202E}c\\u{200B}d"

        private func expectClean(_ result: CommandResult, sourceLocation: SourceLocation = #_sourceLocation) {
            for scalar in (result.output + result.errors).unicodeScalars where scalar != "\n" {
                switch scalar.properties.generalCategory {
                case .control, .format: Issue.record("U+\(String(scalar.value, radix: 16)) in \(result)")
                default: break
                }
            }
        }

        @Test(arguments: [
            ["train", hostile], ["summary", "./\(hostile).yaml"], ["evaluate", hostile], ["predict", "adam", hostile],
            ["train", "adam", "--epochs", hostile], ["train", "adam", "--optimizer", hostile], [hostile],
            ["train", "adam", "--data", "/\(hostile)"], ["--glyphs", hostile], ["predict", "adam", "--index", hostile],
            ["bench", "--epochs=\(hostile)"], ["draw", "--keys", hostile], ["runs", "delete", hostile],
            ["train", "adam", "--\(hostile)"], ["data", "fetch", "--mirror", hostile],
        ])
        func arguments(arguments: [String]) throws {
            let result = try sandbox.start(arguments).waitForExit()
            #expect(result.status >= 64 && result.status <= 74, "\(result)")
            expectClean(result)
        }

        @Test func optionValuesAreWrittenOut() throws {
            for arguments in [
                ["train", "adam", "--epochs", Self.hostile], ["predict", "adam", "--index", Self.hostile],
            ] {
                let result = try sandbox.start(arguments).waitForExit()
                #expect(result.errors.contains(Self.escaped), "\(result)")
            }
        }

        @Test func stagesAndRuns() throws {
            let yaml = """
                id: tiny
                title: "a\\x1B]0;x\\a\\u202Eb"
                teaches: "a\\x1B]0;x\\a\\u202Eb\\nline"
                layers: [flatten, {type: dense, units: 10}]
                optimizer: {name: adam}
                learning_rate: 0.01
                batch_size: 50
                epochs: 1
                """
            let path = try sandbox.write(yaml, to: "../config/digitlab/stages/tiny.yaml")
            let listed = try sandbox.run("stages")
            expectClean(listed)
            #expect(listed.output.contains("a\\u{1B}]0;x\\u{7}\\u{202E}b\\nline"), "\(listed)")
            // JSON keeps the value, and is harmless as well.
            let json = try sandbox.run("stages", "--json")
            expectClean(json)
            #expect(try json.objects().last?["teaches"] as? String == "a\u{1B}]0;x\u{7}\u{202E}b\nline")

            let trained = try sandbox.run("train", path, "--data", "mini")
            #expect(trained.status == 0, "\(trained)")
            let name = try #require(sandbox.runNames.first)
            #expect(try sandbox.run("runs", "rename", name, Self.hostile).status == 0)
            let runs = try sandbox.run("runs")
            expectClean(runs)
            #expect(runs.output.contains(Self.escaped), "\(runs)")
            #expect(try sandbox.run("runs", "--json").objects().first?["title"] as? String == Self.hostile)
        }

        @Test func filesThatAreNoStagesAreNotShown() throws {
            let path = try sandbox.write("root:x:0:0:root:/root:/bin/bash\nsecret:x:1:1::/:/bin/sh\n", to: "passwd")
            for command in ["summary", "train"] {
                let result = try sandbox.run(command, "./passwd")
                #expect(result.status == 65 && result.errorLines.count == 1, "\(result)")
                #expect(!result.errors.contains("secret") && !result.errors.contains("root:x"), "\(result)")
                #expect(result.errors.contains(path) || result.errors.contains("passwd"), "\(result)")
            }
        }

        @Test(
            arguments: [
                (["predict", "adam", "--index", "-1", "--data", "mini"], ["-1", "0 to 999"]),
                (["train", "adam", "--epochs", "-1"], ["-1", "1"]),
                (["bench", "--epochs", "-1"], ["-1", "1 to 1,000"]),
                (["train", "adam", "--learning-rate", "-0.1"], ["-0.1", "10"]),
            ] as [([String], [String])])
        func negativeNumbersAreToldWhatIsAllowed(arguments: [String], mentions: [String]) throws {
            let result = try sandbox.start(arguments).waitForExit()
            #expect(result.status == 64, "\(result)")
            for word in mentions { #expect(result.errors.contains(word), "no \(word): \(result)") }
        }

        @Test func drawingsReplaceNothingUnasked() throws {
            try sandbox.write("mine", to: "seven.png")
            let arguments = ["draw", "--model", "adam", "--keys", "drag:9,6,18,6,12,22", "--output", "seven.png"]
            let refused = try sandbox.start(arguments).waitForExit()
            #expect(refused.status == 64 && refused.errors.contains("--force"), "\(refused)")
            let file = sandbox.work.appendingPathComponent("seven.png")
            #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
            #expect(try sandbox.start(arguments + ["--force"]).waitForExit().status == 0)
            #expect(try Data(contentsOf: file).starts(with: [0x89, 0x50]))
        }

        @Test(
            arguments: [
                (["train", "--", "positional@0", "0", "0", ""], "conv-small"),
                (["evaluate", "--", "positional@0", "0", "0", ""], "conv-small"),
                (["train", "--", "--data", "0", "0", ""], "fashion"),
            ] as [([String], String)])
        func shellsAreToldTheNames(arguments: [String], name: String) throws {
            let result = try sandbox.start(["---completion"] + arguments).waitForExit()
            #expect(result.outputLines.contains(name), "\(result)")
        }

        @Test func completionScriptsHaveTheChoices() throws {
            let script = try sandbox.run("--generate-completion-script", "bash").output
            for name in ["rmsprop", "braille", "---completion"] { #expect(script.contains(name), "no \(name)") }
        }
    }
}
