import NeuralNetwork

/// One hyperparameter as the form and the command line offer it: its name, range, steps, and how it is read and shown.
///
/// The raw value is the option's name on the command line: `--learning-rate`.
public enum HyperparameterField: String, Sendable, CaseIterable, Identifiable {
    case optimizer
    case learningRate = "learning-rate"
    case schedule
    case decay
    case decayRate = "decay-rate"
    case decaySteps = "decay-steps"
    case warmup
    case floor
    case momentum
    case nesterov
    case weightDecay = "weight-decay"
    case batchSize = "batch-size"
    case epochs
    case dropout
    case filters
    case kernels
    case strides
    case hiddenUnits = "hidden-units"
    case activation
    case seed
    case threads
    /// Its value lives outside ``Hyperparameters``; only names and the order in the form come from here.
    case dataset

    public var id: String { rawValue }

    public var name: String { rawValue.replacing("-", with: " ") }

    /// The unit, or an empty text for a plain number.
    public var unit: String {
        switch self {
        case .decay: "per step"
        case .decaySteps, .warmup: "steps"
        case .batchSize: "images"
        case .kernels, .strides: "pixels"
        default: ""
        }
    }

    /// A line on what it does.
    public var help: String {
        switch self {
        case .optimizer: "The rule that turns gradients into steps."
        case .learningRate: "The size of a step."
        case .schedule: "How the learning rate falls while training."
        case .decay: "Learning rate / (1 + decay · steps); chooses the schedule inverse-time."
        case .decayRate: "The factor by which the learning rate falls every decay-steps; chooses exponential."
        case .decaySteps: "Steps in which the learning rate falls by the decay rate; chooses exponential."
        case .warmup: "Steps in which the learning rate rises from 0; chooses the schedule cosine."
        case .floor: "The learning rate never falls below it (exponential and cosine)."
        case .momentum: "Share of the last step that goes on (sgd)."
        case .nesterov: "Look ahead along the momentum (sgd)."
        case .weightDecay: "Share of each weight that is taken away a step, times the learning rate (adamw)."
        case .batchSize: "Images a step."
        case .epochs: "Times that every training image is seen."
        case .dropout: "Share of units switched off at random while training."
        case .filters: "Filters of the convolutions, in order."
        case .kernels: "Width and height of the convolutions' kernels, in order."
        case .strides: "Strides of the convolutions, in order."
        case .hiddenUnits:
            "Units of the hidden dense layers, in order; more or fewer numbers make more or fewer layers."
        case .activation: "The function behind every hidden layer."
        case .seed: "Where the random numbers start; the same seed and number of threads train the same network."
        case .threads: "Threads that share each batch; auto is one a processor that this process may use."
        case .dataset: "The images: a folder, or mnist, fashion, mini."
        }
    }

    /// What is allowed, for the form and for errors: `1e-07 to 10`.
    public var range: String { control?.range ?? "a folder, or mnist, fashion, mini" }

    /// The names to choose from, or `nil` for a value that is typed.
    public var choices: [String]? {
        guard case .choice(_, _, let names) = control else { return nil }
        return names
    }

    /// The fields that the form shows for this stage, in order; those of a schedule or optimizer that is not chosen are
    /// left out.
    public static func fields(for stage: Stage, _ settings: Hyperparameters) -> [HyperparameterField] {
        allCases.filter { $0.isPresent(for: stage, settings) }
    }

    /// Whether the stage, with these settings, has this hyperparameter.
    public func isPresent(for stage: Stage, _ settings: Hyperparameters) -> Bool {
        isOffered(by: stage) && isShown(in: settings)
    }

    /// Whether the stage has this hyperparameter under some settings.
    public func isOffered(by stage: Stage) -> Bool {
        switch self {
        case .dropout: stage.defaults.dropout != nil
        case .filters, .kernels, .strides: !stage.defaults.filters.isEmpty
        case .hiddenUnits: !stage.defaults.hiddenUnits.isEmpty
        case .activation: stage.defaults.activation != nil
        default: true
        }
    }

    private func isShown(in settings: Hyperparameters) -> Bool {
        switch (self, settings.schedule, settings.optimizer) {
        case (.decay, .inverseTime, _): true
        case (.decayRate, .exponential, _), (.decaySteps, .exponential, _): true
        case (.warmup, .cosine, _): true
        case (.floor, .exponential, _), (.floor, .cosine, _): true
        case (.momentum, _, .sgd), (.nesterov, _, .sgd): true
        case (.weightDecay, _, .adamW): true
        case (.decay, _, _), (.decayRate, _, _), (.decaySteps, _, _), (.warmup, _, _), (.floor, _, _): false
        case (.momentum, _, _), (.nesterov, _, _), (.weightDecay, _, _): false
        default: true
        }
    }

    /// Whether the value differs from the notebook's for this stage.
    public func differs(_ settings: Hyperparameters, from defaults: Hyperparameters) -> Bool {
        text(in: settings) != text(in: defaults)
    }

    /// Puts the notebook's value back.
    public func reset(_ settings: inout Hyperparameters, to defaults: Hyperparameters) {
        switch self {
        // Settings of a schedule or an optimizer only exist together with it.
        case .schedule, .decay, .decayRate, .decaySteps, .warmup, .floor: settings.schedule = defaults.schedule
        case .optimizer, .momentum, .nesterov, .weightDecay: settings.optimizer = defaults.optimizer
        case .learningRate: settings.learningRate = defaults.learningRate
        case .batchSize: settings.batchSize = defaults.batchSize
        case .epochs: settings.epochs = defaults.epochs
        case .dropout: settings.dropout = defaults.dropout
        case .hiddenUnits: settings.hiddenUnits = defaults.hiddenUnits
        case .activation: settings.activation = defaults.activation
        // The three lists go together.
        case .filters, .kernels, .strides:
            settings.filters = defaults.filters
            settings.kernels = defaults.kernels
            settings.strides = defaults.strides
        case .seed: settings.seed = defaults.seed
        case .threads: settings.threads = defaults.threads
        case .dataset: break
        }
    }
}
