import ArgumentParser
import Foundation
import Notebook
import Training

/// Past runs.
struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "List past runs with their settings and results; rename or delete them.",
        discussion: """
            Examples:
              digitlab runs
              digitlab runs --stage conv --json
              digitlab runs delete relu-and-adam-20260131-120000
            """,
        subcommands: [RunsListCommand.self, RunsRenameCommand.self, RunsDeleteCommand.self],
        defaultSubcommand: RunsListCommand.self)
}

/// Lists runs, the newest first.
struct RunsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List past runs, the newest first.",
        discussion: """
            The settings are those that differ from the notebook's.

            Example:
              digitlab runs list --stage conv
            """)

    @Option(help: ArgumentHelp("Only runs of this stage.", valueName: "stage"), completion: Completions.stage)
    var stage: String?
    @Flag(help: "One JSON object a run, on standard output.") var json = false

    func run() throws {
        let store = RunStore()
        store.tidy()
        let listing = store.list()
        let runs = listing.runs.filter { stage == nil || $0.description.stage.id == stage }
        if json {
            for run in runs { try Output.standard.line(Self.json(run).text) }
        } else if runs.isEmpty {
            try Output.standard.line(
                "no runs in \(store.root.path) yet; train one with: digitlab train softmax --epochs 5")
        } else {
            try Output.standard.lines(Self.table(runs).lines())
        }
        for broken in listing.unreadable { Output.error.tryLine("digitlab: \(broken.name): \(broken.reason)") }
    }

    private static func table(_ runs: [StoredRun]) -> TextTable {
        var table = TextTable([
            ("run", .left), ("data", .left), ("epochs", .right), ("best", .right), ("last", .right), ("time", .right),
            ("state", .left), ("settings", .left),
        ])
        for run in runs {
            let description = run.description
            let results = description.results
            let title = description.title.map { "\(run.name) \"\($0)\"" } ?? run.name
            table.add([
                title, description.dataset.name, String(results.epochs), Figures.percent(results.bestTestAccuracy),
                Figures.percent(results.testAccuracy), Figures.seconds(results.trainingSeconds), state(run),
                settings(description),
            ])
        }
        return table
    }

    private static func state(_ run: StoredRun) -> String {
        run.isInterrupted ? "interrupted" : run.description.status.rawValue
    }

    /// What differs from the notebook: `learning rate 0.01, seed 7`.
    private static func settings(_ description: RunDescription) -> String {
        let stage = description.stage.stage
        let fields = HyperparameterField.fields(for: stage, description.hyperparameters)
        let texts = fields.filter { $0 != .epochs && $0.differs(description.hyperparameters, from: stage.defaults) }
            .map { "\($0.name) \($0.text(in: description.hyperparameters))" }
        return texts.isEmpty ? "the notebook's" : texts.joined(separator: ", ")
    }

    private static func json(_ run: StoredRun) -> JSON {
        let description = run.description
        let results = description.results
        return .object([
            ("run", .string(run.name)), ("title", .optional(description.title)), ("folder", .string(run.folder.path)),
            ("stage", .string(description.stage.id)), ("dataset", .string(description.dataset.name)),
            ("started", .string(description.started.formatted(.iso8601))), ("state", .string(state(run))),
            ("parameters", .integer(description.parameters)), ("epochs", .integer(results.epochs)),
            ("test_accuracy", .rounded(results.testAccuracy)), ("test_loss", .rounded(results.testLoss)),
            ("best_test_accuracy", .rounded(results.bestTestAccuracy)), ("best_epoch", .optional(results.bestEpoch)),
            ("seconds", .rounded(results.trainingSeconds)),
            ("seconds_to_99", .rounded(results.secondsTo99, places: 3)), ("threads", .integer(description.threads)),
            ("blas_kernel", .string(description.blasKernel)),
            ("settings", SettingsJSON.object(description.hyperparameters, for: description.stage.stage)),
        ])
    }
}

/// Gives a run a title.
struct RunsRenameCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Give a run a title, or take it away.",
        discussion: """
            Example:
              digitlab runs rename dropout-20260131-120000 "half the dropout"
            """)

    @Argument(help: ArgumentHelp("The run's name.", valueName: "run"), completion: Completions.run) var name: String
    @Argument(help: "Its title; none takes it away.") var title: String?

    func run() throws { try RunStore().rename(name, title: title) }
}

/// Deletes runs.
struct RunsDeleteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete runs with all their files.",
        discussion: """
            Only what digitlab wrote is deleted: a folder without a run.json is refused, other files in a run's folder \
            stay, and so does what links point to.

            Example:
              digitlab runs delete dropout-20260131-120000
            """)

    @Argument(help: ArgumentHelp("The runs' names.", valueName: "run"), completion: Completions.run) var names: [String]

    func run() throws {
        let store = RunStore()
        for name in names {
            let others = try store.delete(name)
            if !others.isEmpty {
                Output.error.tryLine(
                    "digitlab: \(store.root.appendingPathComponent(name).path) stays, for it also holds "
                        + others.joined(separator: ", "))
            }
        }
    }
}
