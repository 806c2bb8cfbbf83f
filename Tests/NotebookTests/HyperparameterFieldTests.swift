import NeuralNetwork
import Notebook
import Testing

/// Every field reads, shows, bounds and steps its value.
struct HyperparameterFieldTests {
    static let conv = Hyperparameters(
        learningRate: 0.003, schedule: .inverseTime(decay: 0.001), optimizer: .sgd(momentum: 0.9), batchSize: 32,
        epochs: 300, hiddenUnits: [200], activation: .relu, dropout: 0.35, filters: [6, 12, 24], kernels: [6, 5, 4],
        strides: [1, 2, 2])

    /// The settings under which the field exists.
    static func settings(for field: HyperparameterField) -> Hyperparameters {
        var settings = conv
        switch field {
        case .decayRate, .decaySteps, .floor: settings.schedule = .exponential(rate: 0.5, steps: 2_000, floor: 0.0001)
        case .warmup: settings.schedule = .cosine(warmupSteps: 100, totalSteps: 0, floor: 0)
        case .weightDecay: settings.optimizer = .adamW()
        default: break
        }
        return settings
    }

    @Test(arguments: [
        (HyperparameterField.learningRate, ["1e-07", "10", "0.0123"], ["0", "-1", "10.1", "nan", "inf", "x", ""]),
        (.schedule, ["constant", "inverse-time", "exponential", "cosine"], ["linear", ""]),
        (.decay, ["0", "1", "0.001"], ["-0.1", "1.5", "nan", "much"]),
        (.decayRate, ["0.01", "1"], ["0", "1.1"]),
        (.decaySteps, ["1", "1000000000"], ["0", "2e9"]),
        (.warmup, ["0", "1000000"], ["-1", "1000001", "1.5"]),
        (.floor, ["0", "10"], ["-1", "11"]),
        (.optimizer, ["sgd", "rmsprop", "adam", "adamw"], ["adagrad", "adan"]),
        (.momentum, ["0", "0.999"], ["1", "-0.1"]),
        (.nesterov, ["on", "off"], ["maybe"]),
        (.weightDecay, ["0", "1"], ["-1", "2"]),
        (.batchSize, ["1", "10000"], ["0", "10001", "3.5", "ten"]),
        (.epochs, ["1", "100000"], ["0", "100001"]),
        (.dropout, ["0", "0.95"], ["0.96", "-0.1", "1"]),
        (.filters, ["1 256", "8"], ["0", "257", "1 1 1 1 1 1 1", "a", ""]),
        (.kernels, ["1 28 3"], ["0 1 1", "29 1 1", "3 3"]),
        (.strides, ["1 8 1"], ["0 1 1", "9 1 1", "1 1 1 1"]),
        (.hiddenUnits, ["1", "4096", "300 200 100"], ["0", "4097", "1 1 1 1 1 1 1 1 1", "1.5", ""]),
        (.activation, ["relu", "sigmoid", "tanh", "leaky_relu", "identity"], ["rellu"]),
        (.seed, ["0", "18446744073709551615"], ["-1", "18446744073709551616", "1.5"]),
        (.threads, ["auto", "1", "64"], ["-1", "65"]),
    ])
    func acceptsItsRangeAndNothingElse(field: HyperparameterField, good: [String], bad: [String]) throws {
        let start = Self.settings(for: field)
        for text in good {
            var settings = start
            try field.set(text, in: &settings)
            #expect(field.text(in: settings) == text)
            try field.check(settings)
        }
        for text in bad {
            var settings = start
            let error = #expect(throws: HyperparameterError.self) { try field.set(text, in: &settings) }
            #expect(settings == start, "a refused value must leave the settings alone")
            #expect(error?.description.contains(field.name) == true)
            #expect(error?.allowed == field.range)
        }
    }

    @Test(arguments: [
        (HyperparameterField.learningRate, "0.003", "0.005", "0.002"), (.learningRate, "0.005", "0.01", "0.002"),
        (.learningRate, "10", "10", "5"), (.learningRate, "1e-07", "2e-07", "1e-07"),
        (.decay, "0.001", "0.002", "0.0005"), (.decay, "0", "1e-06", "0"), (.decay, "1e-06", "2e-06", "0"),
        (.batchSize, "32", "50", "20"), (.batchSize, "100", "128", "64"), (.batchSize, "1", "2", "1"),
        (.epochs, "300", "500", "200"), (.epochs, "1", "2", "1"),
        (.dropout, "0.35", "0.4", "0.3"), (.dropout, "0.1", "0.15", "0.05"), (.dropout, "0.95", "0.95", "0.9"),
        (.dropout, "0", "0.05", "0"), (.dropout, "0.33", "0.35", "0.3"),
        (.momentum, "0.9", "0.999", "0.8"), (.momentum, "0", "0.1", "0"),
        (.hiddenUnits, "200 100 60 30", "250 120 80 40", "150 80 50 25"),
        (.filters, "6 12 24", "8 16 32", "4 8 16"), (.kernels, "6 5 4", "7 6 5", "5 4 3"),
        (.strides, "1 2 2", "2 3 3", "1 1 1"), (.seed, "0", "1", "0"), (.threads, "auto", "1", "auto"),
        (.optimizer, "sgd", "rmsprop", "adamw"), (.activation, "relu", "sigmoid", "identity"),
        (.schedule, "cosine", "constant", "exponential"),
    ])
    func stepsSensibly(field: HyperparameterField, from: String, up: String, down: String) throws {
        var settings = Self.settings(for: field)
        try field.set(from, in: &settings)
        var raised = settings
        field.nudge(up: true, in: &raised)
        #expect(field.text(in: raised) == up)
        var lowered = settings
        field.nudge(up: false, in: &lowered)
        #expect(field.text(in: lowered) == down)
    }

    @Test func offersWhatTheStageHas() throws {
        let catalog = try StageCatalog.load()
        func fields(_ id: String) throws -> [HyperparameterField] {
            let stage = try catalog.stage(named: id)
            return HyperparameterField.fields(for: stage, stage.defaults)
        }
        #expect(
            try fields("softmax") == [
                .optimizer, .learningRate, .schedule, .momentum, .nesterov, .batchSize, .epochs, .seed, .threads,
                .dataset,
            ])
        #expect(
            try fields("conv") == [
                .optimizer, .learningRate, .schedule, .decay, .batchSize, .epochs, .dropout, .filters, .kernels,
                .strides,
                .hiddenUnits, .activation, .seed, .threads, .dataset,
            ])
    }

    @Test func marksAndResetsWhatDiffers() throws {
        let stage = try StageCatalog.load().stage(named: "conv")
        var settings = stage.defaults
        for field in HyperparameterField.allCases { #expect(!field.differs(settings, from: stage.defaults)) }
        try HyperparameterField.filters.set("8 16", in: &settings)
        #expect(settings.kernels == [6, 5] && settings.strides == [1, 2])
        #expect(HyperparameterField.kernels.differs(settings, from: stage.defaults))
        HyperparameterField.filters.reset(&settings, to: stage.defaults)
        #expect(settings == stage.defaults)
    }

    @Test func settingsOfAScheduleChooseIt() throws {
        var settings = Self.conv
        settings.schedule = .constant
        try HyperparameterField.decay.set("0.01", in: &settings)
        #expect(settings.schedule == .inverseTime(decay: 0.01))
        try HyperparameterField.decayRate.set("0.9", in: &settings)
        try HyperparameterField.decaySteps.set("500", in: &settings)
        try HyperparameterField.floor.set("0.0001", in: &settings)
        #expect(settings.schedule == .exponential(rate: 0.9, steps: 500, floor: 0.0001))
        try HyperparameterField.warmup.set("20", in: &settings)
        #expect(settings.schedule == .cosine(warmupSteps: 20, totalSteps: 0, floor: 0))
        settings.batchSize = 100
        settings.epochs = 3
        #expect(
            settings.resolvingSchedule(trainingCount: 4_050).schedule
                == .cosine(warmupSteps: 20, totalSteps: 123, floor: 0))
        settings.schedule = .constant
        #expect(throws: HyperparameterError.self) { try HyperparameterField.floor.set("0.1", in: &settings) }
        settings.optimizer = .adam()
        #expect(throws: HyperparameterError.self) { try HyperparameterField.momentum.set("0.1", in: &settings) }
    }
}
