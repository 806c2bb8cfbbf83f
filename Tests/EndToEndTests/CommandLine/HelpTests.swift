import Testing

extension CommandLineTests {
    @Suite struct HelpTests {
        let sandbox: Sandbox

        init() throws { sandbox = try Sandbox() }

        @Test(arguments: [
            ["stages"], ["summary"], ["train"], ["evaluate"], ["predict"], ["draw"], ["data"], ["data", "list"],
            ["data", "fetch"], ["runs"], ["runs", "list"], ["runs", "rename"], ["runs", "delete"],
        ])
        func everyCommandHasHelpWithAnExample(command: [String]) throws {
            let result = try sandbox.start(command + ["--help"]).waitForExit()
            #expect(result.status == 0, "\(result)")
            #expect(result.errors.isEmpty)
            #expect(result.output.contains("USAGE: digitlab " + command.joined(separator: " ")), "\(result)")
            #expect(result.output.contains("Example"), "\(result)")
            #expect(result.output.contains("  digitlab " + command[0]), "\(result)")
        }

        @Test func rootHelpNamesEveryCommand() throws {
            let result = try sandbox.run("--help")
            #expect(result.status == 0)
            for command in ["stages", "summary", "train", "runs", "evaluate", "predict", "draw", "data"] {
                #expect(result.outputLines.contains { $0.hasPrefix("  \(command) ") }, "no \(command): \(result)")
            }
        }

        @Test func versionAndCompletions() throws {
            // The number stands once, in the package description; kernels and BLAS are what a report has to name.
            let manifest = try String(
                contentsOf: BuiltProgram.packageFolder.appending(path: "Package.swift"), encoding: .utf8)
            let number = try #require(manifest.firstMatch(of: /let version = "([^"]+)"/)?.output.1)
            let version = try sandbox.run("--version").output
            #expect(version.hasPrefix("digitlab \(number)"), "\(version)")
            #expect(version.contains("kernels ") && version.contains("BLAS "), "\(version)")
            for shell in ["bash", "zsh", "fish"] {
                let result = try sandbox.run("--generate-completion-script", shell)
                #expect(result.status == 0 && result.output.contains("conv") || result.output.contains("train"))
            }
        }

        @Test(arguments: ["bogus", "--bogus"])
        func unknownCommandOrOption(argument: String) throws {
            let result = try sandbox.run(argument)
            #expect(result.status == 64, "\(result)")
            #expect(result.errors.contains(argument) && result.output.isEmpty, "\(result)")
        }
    }
}
