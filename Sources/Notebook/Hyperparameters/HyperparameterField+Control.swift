import NeuralNetwork

extension HyperparameterField {
    private typealias Ranges = Hyperparameters

    static let scheduleNames = ["constant", "inverse-time", "exponential", "cosine"]
    static let optimizerNames = ["sgd", "rmsprop", "adam", "adamw"]

    /// `nil` for the dataset, whose value is not a hyperparameter's.
    var control: HyperparameterControl? {
        switch self {
        case .learningRate:
            .number(
                get: { $0.learningRate }, set: { $0.learningRate = $1 }, bounds: Ranges.learningRates,
                steps: .oneTwoFive(smallest: Ranges.learningRates.lowerBound))
        case .schedule, .decay, .decayRate, .decaySteps, .warmup, .floor:
            scheduleControl
        case .optimizer, .momentum, .nesterov, .weightDecay:
            optimizerControl
        case .batchSize:
            .integer(
                get: { $0.batchSize }, set: { $0.batchSize = $1 }, bounds: Ranges.batchSizes,
                steps: .ladder([
                    1, 2, 4, 8, 10, 16, 20, 32, 50, 64, 100, 128, 200, 256, 500, 512, 1_000, 1_024, 2_000, 5_000,
                    10_000,
                ]), zero: nil)
        case .epochs:
            .integer(
                get: { $0.epochs }, set: { $0.epochs = $1 }, bounds: Ranges.epochCounts,
                steps: .ladder([
                    1, 2, 3, 5, 10, 15, 20, 30, 50, 100, 150, 200, 300, 500, 1_000, 2_000, 5_000, 10_000, 100_000,
                ]), zero: nil)
        case .dropout:
            .number(
                get: { $0.dropout }, set: { $0.dropout = $1 }, bounds: Ranges.dropoutRates,
                steps: .multiples(of: 0.05))
        case .hiddenUnits, .filters, .kernels, .strides:
            listControl
        case .activation:
            .choice(
                get: { $0.activation?.rawValue }, set: { $0.activation = Activation(rawValue: $1) },
                names: Activation.allCases.map(\.rawValue))
        case .seed:
            .seed
        case .threads:
            .integer(
                get: { $0.threads }, set: { $0.threads = $1 }, bounds: Ranges.threadCounts, steps: .one, zero: "auto")
        case .dataset:
            nil
        }
    }

    private var listControl: HyperparameterControl? {
        switch self {
        case .hiddenUnits:
            .integers(
                get: { $0.hiddenUnits }, set: { $0.hiddenUnits = $1 }, bounds: Ranges.unitCounts,
                counts: Ranges.hiddenLayerCounts,
                steps: .ladder([
                    1, 2, 5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 600, 800,
                    1_000,
                    1_500, 2_000, 3_000, 4_096,
                ]))
        case .filters:
            .integers(
                get: { $0.filters },
                set: { settings, filters in
                    settings.filters = filters
                    settings.kernels = settings.kernels.extended(to: filters.count)
                    settings.strides = settings.strides.extended(to: filters.count)
                }, bounds: Ranges.filterCounts, counts: Ranges.convolutionCounts,
                steps: .ladder([1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256]))
        case .kernels:
            .integers(
                get: { $0.kernels }, set: { $0.kernels = $1 }, bounds: Ranges.kernelSizes,
                counts: Ranges.convolutionCounts, steps: .one)
        case .strides:
            .integers(
                get: { $0.strides }, set: { $0.strides = $1 }, bounds: Ranges.strideSizes,
                counts: Ranges.convolutionCounts, steps: .one)
        default:
            nil
        }
    }

    private var optimizerControl: HyperparameterControl? {
        switch self {
        case .optimizer:
            .choice(
                get: { $0.optimizer.name },
                set: { settings, name in
                    // Choosing the same one again must not lose its constants.
                    if name != settings.optimizer.name, let other = OptimizerSpecification(name: name) {
                        settings.optimizer = other
                    }
                }, names: Self.optimizerNames)
        case .momentum:
            .number(
                get: { settings in
                    guard case .sgd(let momentum, _) = settings.optimizer else { return nil }
                    return NumberText.double(momentum)
                },
                set: { settings, momentum in
                    guard case .sgd(_, let nesterov) = settings.optimizer else { return }
                    settings.optimizer = .sgd(momentum: Float(momentum), nesterov: nesterov)
                }, bounds: Ranges.momenta, steps: .multiples(of: 0.1))
        case .nesterov:
            .choice(
                get: { settings in
                    guard case .sgd(_, let nesterov) = settings.optimizer else { return nil }
                    return nesterov ? "on" : "off"
                },
                set: { settings, name in
                    guard case .sgd(let momentum, _) = settings.optimizer else { return }
                    settings.optimizer = .sgd(momentum: momentum, nesterov: name == "on")
                }, names: ["off", "on"])
        case .weightDecay:
            .number(
                get: { settings in
                    guard case .adamW(_, _, _, let decay) = settings.optimizer else { return nil }
                    return NumberText.double(decay)
                },
                set: { settings, decay in
                    guard case .adamW(let beta1, let beta2, let epsilon, _) = settings.optimizer else { return }
                    settings.optimizer = .adamW(
                        beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: Float(decay))
                }, bounds: Ranges.weightDecays, steps: .oneTwoFive(smallest: 1e-6))
        default:
            nil
        }
    }

    private var scheduleControl: HyperparameterControl? {
        switch self {
        case .schedule:
            .choice(
                get: { $0.schedule.name },
                set: { settings, name in
                    if name != settings.schedule.name { settings.schedule = LearningRateSchedule(typical: name) }
                }, names: Self.scheduleNames)
        case .decay:
            .number(
                get: { settings in
                    guard case .inverseTime(let decay) = settings.schedule else { return nil }
                    return decay
                }, set: { $0.schedule = .inverseTime(decay: $1) }, bounds: Ranges.decays,
                steps: .oneTwoFive(smallest: 1e-6))
        case .decayRate:
            .number(
                get: { settings in
                    guard case .exponential(let rate, _, _) = settings.schedule else { return nil }
                    return rate
                },
                set: { settings, rate in
                    let (steps, floor) = settings.schedule.exponentialConstants
                    settings.schedule = .exponential(rate: rate, steps: steps, floor: floor)
                }, bounds: 0.01...Ranges.decayRates.upperBound, steps: .multiples(of: 0.05))
        case .decaySteps:
            .number(
                get: { settings in
                    guard case .exponential(_, let steps, _) = settings.schedule else { return nil }
                    return steps
                },
                set: { settings, steps in
                    var rate = LearningRateSchedule.typicalRate
                    if case .exponential(let current, _, _) = settings.schedule { rate = current }
                    let (_, floor) = settings.schedule.exponentialConstants
                    settings.schedule = .exponential(rate: rate, steps: steps, floor: floor)
                }, bounds: Ranges.decaySteps, steps: .oneTwoFive(smallest: 1))
        case .warmup:
            .integer(
                get: { settings in
                    guard case .cosine(let warmupSteps, _, _) = settings.schedule else { return nil }
                    return warmupSteps
                },
                set: { settings, warmupSteps in
                    guard case .cosine(_, let totalSteps, let floor) = settings.schedule else {
                        settings.schedule = .cosine(warmupSteps: warmupSteps, totalSteps: 0, floor: 0)
                        return
                    }
                    settings.schedule = .cosine(warmupSteps: warmupSteps, totalSteps: totalSteps, floor: floor)
                }, bounds: 0...1_000_000,
                steps: .ladder([
                    0, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 1_000_000,
                ]), zero: nil)
        case .floor:
            .number(
                get: { $0.schedule.floor },
                set: { settings, floor in
                    switch settings.schedule {
                    case .exponential(let rate, let steps, _):
                        settings.schedule = .exponential(rate: rate, steps: steps, floor: floor)
                    case .cosine(let warmupSteps, let totalSteps, _):
                        settings.schedule = .cosine(warmupSteps: warmupSteps, totalSteps: totalSteps, floor: floor)
                    case .constant, .inverseTime:
                        break
                    }
                }, bounds: Ranges.floors, steps: .oneTwoFive(smallest: 1e-7))
        default:
            nil
        }
    }
}

extension [Int] {
    /// Cut off, or with the last number repeated.
    fileprivate func extended(to count: Int) -> [Int] {
        guard let last, self.count < count else { return Array(prefix(count)) }
        return self + Array(repeating: last, count: count - self.count)
    }
}
