import NeuralNetwork

/// Reads a stage file's `optimizer` and `schedule`, each a name or a mapping with the name and its constants.
enum StageTraining {
    private static let optimizerKeys: [(name: String, value: [String])] = [
        ("sgd", ["momentum", "nesterov"]),
        ("rmsprop", ["rho", "epsilon"]),
        ("adam", ["beta_1", "beta_2", "epsilon"]),
        ("adamw", ["beta_1", "beta_2", "epsilon", "weight_decay"]),
    ]

    private static let scheduleKeys: [(name: String, value: [String])] = [
        ("constant", []),
        ("inverse_time", ["decay"]),
        ("exponential", ["rate", "steps", "floor"]),
        ("cosine", ["warmup_steps", "total_steps", "floor"]),
    ]

    /// The chosen name and, where the value is a mapping, its other keys.
    private static func choose(
        _ node: StageNode, _ known: [(name: String, value: [String])]
    ) throws(StageError) -> (name: String, keys: StageMapping?) {
        let names = known.map { (name: $0.name, value: $0) }
        if node.node.scalar != nil { return (try node.choice(names).name, nil) }
        guard let mapping = node.node.mapping, let name = mapping["name"] else {
            throw node.error("wants {name: …}; names: \(known.map(\.name).joined(separator: ", "))")
        }
        let chosen = try node.child(name, "name").choice(names)
        return (chosen.name, try node.mapping(allowed: ["name"] + chosen.value))
    }

    static func optimizer(_ node: StageNode) throws(StageError) -> OptimizerSpecification {
        let (name, keys) = try choose(node, optimizerKeys)
        func share(_ key: String, _ fallback: Float) throws(StageError) -> Float {
            guard let value = keys?[key] else { return fallback }
            return Float(try value.number(in: 0...0.99999))
        }
        let epsilon = Float(try keys?["epsilon"]?.number(in: 0...1, aboveLower: true) ?? 1e-7)
        switch name {
        case "sgd":
            return .sgd(momentum: try share("momentum", 0), nesterov: try keys?["nesterov"]?.truth() ?? false)
        case "rmsprop":
            return .rmsprop(rho: try share("rho", 0.9), epsilon: epsilon)
        case "adam":
            return .adam(beta1: try share("beta_1", 0.9), beta2: try share("beta_2", 0.999), epsilon: epsilon)
        default:
            let decay = Float(try keys?["weight_decay"]?.number(in: Hyperparameters.weightDecays) ?? 0.004)
            return .adamW(
                beta1: try share("beta_1", 0.9), beta2: try share("beta_2", 0.999), epsilon: epsilon, weightDecay: decay
            )
        }
    }

    static func schedule(_ node: StageNode) throws(StageError) -> LearningRateSchedule {
        let (name, keys) = try choose(node, scheduleKeys)
        if name == "constant" { return .constant }
        guard let keys else {
            let wanted = scheduleKeys.first { $0.name == name }?.value ?? []
            throw node.error("\(name) needs settings; write {name: \(name), \(wanted.joined(separator: ": …, ")): …}")
        }
        let floor = try keys["floor"]?.number(in: Hyperparameters.floors) ?? 0
        switch name {
        case "inverse_time":
            return .inverseTime(decay: try keys.required("decay").number(in: Hyperparameters.decays))
        case "exponential":
            return .exponential(
                rate: try keys.required("rate").number(in: Hyperparameters.decayRates, aboveLower: true),
                steps: try keys.required("steps").number(in: Hyperparameters.decaySteps), floor: floor)
        default:
            return .cosine(
                warmupSteps: try keys["warmup_steps"]?.integer(in: Hyperparameters.stepCounts) ?? 0,
                totalSteps: try keys["total_steps"]?.integer(in: Hyperparameters.stepCounts) ?? 0, floor: floor)
        }
    }
}
