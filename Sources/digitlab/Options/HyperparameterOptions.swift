import ArgumentParser
import Notebook

/// An option for every hyperparameter; what is not given stays as the notebook has it.
///
/// The values are texts, read by the same ``HyperparameterField`` as the lab's form reads them.
struct HyperparameterOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: Self.help(.optimizer), completion: Completions.value(of: .optimizer))
    var optimizer: String?
    @Option(parsing: .unconditional, help: Self.help(.learningRate), completion: Completions.value(of: .learningRate))
    var learningRate: String?
    @Option(parsing: .unconditional, help: Self.help(.schedule), completion: Completions.value(of: .schedule))
    var schedule: String?
    @Option(parsing: .unconditional, help: Self.help(.decay), completion: Completions.value(of: .decay))
    var decay: String?
    @Option(parsing: .unconditional, help: Self.help(.decayRate), completion: Completions.value(of: .decayRate))
    var decayRate: String?
    @Option(parsing: .unconditional, help: Self.help(.decaySteps), completion: Completions.value(of: .decaySteps))
    var decaySteps: String?
    @Option(parsing: .unconditional, help: Self.help(.warmup), completion: Completions.value(of: .warmup))
    var warmup: String?
    @Option(parsing: .unconditional, help: Self.help(.floor), completion: Completions.value(of: .floor))
    var floor: String?
    @Option(parsing: .unconditional, help: Self.help(.momentum), completion: Completions.value(of: .momentum))
    var momentum: String?
    @Option(parsing: .unconditional, help: Self.help(.nesterov), completion: Completions.value(of: .nesterov))
    var nesterov: String?
    @Option(parsing: .unconditional, help: Self.help(.weightDecay), completion: Completions.value(of: .weightDecay))
    var weightDecay: String?
    @Option(parsing: .unconditional, help: Self.help(.batchSize), completion: Completions.value(of: .batchSize))
    var batchSize: String?
    @Option(parsing: .unconditional, help: Self.help(.epochs), completion: Completions.value(of: .epochs))
    var epochs: String?
    @Option(parsing: .unconditional, help: Self.help(.dropout), completion: Completions.value(of: .dropout))
    var dropout: String?
    @Option(parsing: .unconditional, help: Self.help(.filters), completion: Completions.value(of: .filters))
    var filters: String?
    @Option(parsing: .unconditional, help: Self.help(.kernels), completion: Completions.value(of: .kernels))
    var kernels: String?
    @Option(parsing: .unconditional, help: Self.help(.strides), completion: Completions.value(of: .strides))
    var strides: String?
    @Option(parsing: .unconditional, help: Self.help(.hiddenUnits), completion: Completions.value(of: .hiddenUnits))
    var hiddenUnits: String?
    @Option(parsing: .unconditional, help: Self.help(.activation), completion: Completions.value(of: .activation))
    var activation: String?
    @Option(parsing: .unconditional, help: Self.help(.seed), completion: Completions.value(of: .seed))
    var seed: String?
    @Option(parsing: .unconditional, help: Self.help(.threads), completion: Completions.value(of: .threads))
    var threads: String?

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
