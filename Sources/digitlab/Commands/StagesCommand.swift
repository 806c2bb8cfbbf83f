import ArgumentParser
import NeuralNetwork
import Notebook

/// Lists the stages that can be trained.
struct StagesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stages",
        abstract: "List the notebook's stages and your own.",
        discussion: """
            Your own stages are YAML files in ~/.config/digitlab/stages; every command also takes the path of one.

            Example:
              digitlab stages
            """)

    @Flag(help: "One JSON object a stage, on standard output.") var json = false

    func run() throws {
        let catalog = try StageCatalog.load()
        if json {
            for stage in catalog.stages { try Output.standard.line(try Self.json(stage).text) }
        } else {
            var table = TextTable([
                ("", .right), ("stage", .left), ("parameters", .right), ("optimizer", .left), ("batch", .right),
                ("teaches", .left),
            ])
            for stage in catalog.stages {
                let settings = stage.defaults
                table.add([
                    stage.number > 0 ? String(stage.number) : "", stage.id,
                    Figures.grouped(try Network(stage.specification).parameterCount),
                    "\(settings.optimizer.name) \(NumberText.text(settings.learningRate))",
                    String(settings.batchSize), stage.teaches,
                ])
            }
            let output = Output.standard
            try output.lines(table.lines(width: output.isTerminal ? output.width : nil))
        }
        for problem in catalog.problems { Output.error.tryLine("digitlab: left out: \(problem)") }
    }

    private static func json(_ stage: Stage) throws -> JSON {
        let settings = stage.defaults
        return .object([
            ("stage", .string(stage.id)), ("number", .integer(stage.number)), ("title", .string(stage.title)),
            ("teaches", .string(stage.teaches)), ("log_name", .string(stage.logName)),
            ("parameters", .integer(try Network(stage.specification).parameterCount)),
            ("settings", SettingsJSON.object(settings, for: stage)),
        ])
    }
}
