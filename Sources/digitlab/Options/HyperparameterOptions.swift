import ArgumentParser
import Notebook

/// An option for every hyperparameter; what is not given stays as the notebook has it.
///
/// The values are texts, read by the same ``HyperparameterField`` as the lab's form reads them.
struct HyperparameterOptions: ParsableArguments {
    @Option(help: Self.help(.optimizer)) var optimizer: String?
    @Option(help: Self.help(.learningRate)) var learningRate: String?
    @Option(help: Self.help(.schedule)) var schedule: String?
    @Option(help: Self.help(.decay)) var decay: String?
    @Option(help: Self.help(.decayRate)) var decayRate: String?
    @Option(help: Self.help(.decaySteps)) var decaySteps: String?
    @Option(help: Self.help(.warmup)) var warmup: String?
    @Option(help: Self.help(.floor)) var floor: String?
    @Option(help: Self.help(.momentum)) var momentum: String?
    @Option(help: Self.help(.nesterov)) var nesterov: String?
    @Option(help: Self.help(.weightDecay)) var weightDecay: String?
    @Option(help: Self.help(.batchSize)) var batchSize: String?
    @Option(help: Self.help(.epochs)) var epochs: String?
    @Option(help: Self.help(.dropout)) var dropout: String?
    @Option(help: Self.help(.filters)) var filters: String?
    @Option(help: Self.help(.kernels)) var kernels: String?
    @Option(help: Self.help(.strides)) var strides: String?
    @Option(help: Self.help(.hiddenUnits)) var hiddenUnits: String?
    @Option(help: Self.help(.activation)) var activation: String?
    @Option(help: Self.help(.seed)) var seed: String?
    @Option(help: Self.help(.threads)) var threads: String?

    private static func help(_ field: HyperparameterField) -> ArgumentHelp {
        let example: String =
            switch field {
            case .filters, .kernels, .strides, .hiddenUnits: "n,n,…"
            default: field.choices == nil ? "n" : "name"
            }
        return ArgumentHelp("\(field.help) (\(field.range))", valueName: example)
    }

    private var values: [(field: HyperparameterField, text: String?)] {
        [
            (.optimizer, optimizer), (.learningRate, learningRate), (.schedule, schedule), (.decay, decay),
            (.decayRate, decayRate), (.decaySteps, decaySteps), (.warmup, warmup), (.floor, floor),
            (.momentum, momentum), (.nesterov, nesterov), (.weightDecay, weightDecay), (.batchSize, batchSize),
            (.epochs, epochs), (.dropout, dropout), (.filters, filters), (.kernels, kernels), (.strides, strides),
            (.hiddenUnits, hiddenUnits), (.activation, activation), (.seed, seed), (.threads, threads),
        ]
    }

    /// The hyperparameters that were given.
    var given: [HyperparameterField] { values.filter { $0.text != nil }.map(\.field) }

    /// The stage's own settings with those that were given.
    ///
    /// - Throws: ``HyperparameterError`` for a wrong value, or one that the stage does not have.
    func settings(for stage: Stage) throws(HyperparameterError) -> Hyperparameters {
        var settings = stage.defaults
        for (field, text) in values {
            guard let text else { continue }
            guard field.isOffered(by: stage) else {
                throw HyperparameterError(
                    field: field, value: text, reason: "cannot be used: the stage \(stage.id) has none", allowed: "")
            }
            try field.set(text, in: &settings)
        }
        return settings
    }
}
