import ArgumentParser
import NeuralNetwork
import Notebook

/// Prints a stage's layers as Keras does.
struct SummaryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary",
        abstract: "Print a stage's layers, output shapes and parameters as Keras does.",
        discussion: """
            Options that change the network (--hidden-units, --filters…) show what it becomes.

            Examples:
              digitlab summary conv
              digitlab summary relu --hidden-units 300,100
            """)

    @Argument(help: "A stage's name or number, or the path of a YAML file.", completion: Completions.stage)
    var stage: String
    @Flag(help: "One JSON object, on standard output.") var json = false
    @OptionGroup(title: "Hyperparameters") var hyperparameters: HyperparameterOptions

    func run() throws {
        let stage = try StageCatalog.load().stage(named: self.stage)
        let network = try Network(try stage.network(for: try hyperparameters.settings(for: stage)))
        if json { return try Output.standard.line(Self.json(network, stage).text) }
        let lines = ModelSummary.lines(
            for: network, title: stage.id, drawnWith: Output.isUnicode ? .unicode : .ascii)
        try Output.standard.lines(lines)
    }

    private static func json(_ network: Network, _ stage: Stage) -> JSON {
        let layers = network.layers.map { layer in
            JSON.object([
                ("name", .string(layer.name)), ("type", .string(layer.type)),
                ("output_shape", .array(layer.outputShape.map(JSON.integer))),
                ("parameters", .integer(layer.parameterCount)), ("flops", .integer(layer.forwardFLOPs)),
            ])
        }
        return .object([
            ("stage", .string(stage.id)), ("layers", .array(layers)),
            ("parameters", .integer(network.parameterCount)), ("trainable", .integer(network.trainableCount)),
        ])
    }
}
