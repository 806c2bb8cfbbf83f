import ArgumentParser
import BuildInformation
import Foundation
import NeuralNetwork
import Notebook

/// The command line's root: without a command it opens the lab.
struct Digitlab: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digitlab",
        abstract: "A terminal laboratory for the handwritten digits of MNIST.",
        discussion: """
            Without a command it opens the lab.

            Examples:
              digitlab                                  open the lab
              digitlab train conv --epochs 5            train the notebook's best network
              digitlab evaluate conv                    how good is the best one?
              digitlab COMMAND --help                   options of a command, with an example

            Exit status: 0 all went well; 64 wrong arguments; 65 wrong data; 66 no input; 71 no memory or no threads; 74 reading or writing failed; \
            1 training diverged; 128 + n ended by signal n (130 for Ctrl-C).
            """,
        version: versionText,
        groupedSubcommands: [
            CommandGroup(
                name: "Training",
                subcommands: [
                    StagesCommand.self, SummaryCommand.self, TrainCommand.self, RunsCommand.self,
                ]),
            CommandGroup(
                name: "Using what was trained",
                subcommands: [
                    EvaluateCommand.self, PredictCommand.self, DrawCommand.self,
                ]),
            CommandGroup(
                name: "Around it",
                subcommands: [
                    LabCommand.self, BenchCommand.self, DataCommand.self, BLASKernelCommand.self,
                ]),
        ],
        defaultSubcommand: LabCommand.self)

    /// With what a report of an error or of a speed needs to name.
    private static var versionText: String {
        "digitlab \(BuildInformation.versionAndCommit), kernels \(Processor.instructionSet), BLAS \(BLASKernel.current)"
    }

    /// Parses the arguments, runs the command and ends the process with the right status.
    static func runAndExit() -> Never {
        do {
            try Startup.checkLimits()
            try checkCommandName()
            var command = try parseAsRoot()
            try command.run()
            end(0)
        } catch let exitCode as ExitCode {
            end(exitCode.rawValue)
        } catch {
            if let failure = CommandFailure(error) {
                if !failure.message.isEmpty { Output.error.tryLine("digitlab: \(failure.message)") }
                end(failure.exitCode)
            }
            endParsing(error)
        }
    }

    /// Help, versions and completions as they are, on standard output; mistakes in the arguments on standard error.
    private static func endParsing(_ error: any Error) -> Never {
        let status = exitCode(for: error)
        let text = fullMessage(for: error)
        if !text.isEmpty {
            do throws(OutputError) {
                let output = status == .success ? Output.standard : Output.error
                try output.message(text, quoting: Array(CommandLine.arguments.dropFirst()))
            } catch {}
        }
        end(status.rawValue)
    }

    /// Ends the process without the clean-up of the libraries: a thread of theirs that hangs, or one of ours that reads what
    /// never comes, must not keep it.
    private static func end(_ status: Int32) -> Never {
        fflush(nil)
        _exit(status)
    }

    /// A mistyped command would otherwise be taken for an argument of the lab's.
    private static func checkCommandName() throws(CommandFailure) {
        guard let word = CommandLine.arguments.dropFirst().first, !word.hasPrefix("-") else { return }
        var names: [String] = []
        for group in configuration.groupedSubcommands {
            for command in group.subcommands { names.append(command._commandName) }
        }
        guard word != "help", !names.contains(word), !word.isEmpty else { return }
        let near = NearMiss.suggestion(for: word, among: names).map { " (did you mean \($0)?)" } ?? ""
        throw CommandFailure(
            "there is no command \(word)\(near); see digitlab --help", exitCode: CommandFailure.usage)
    }
}
