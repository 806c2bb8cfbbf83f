import NeuralNetwork

extension StageFile {
    /// The stage as YAML that ``parse(_:file:defaultID:)`` reads back to an equal stage.
    public static func text(for stage: Stage) -> String {
        var lines = ["id: \(stage.id)"]
        if stage.number != 0 { lines.append("number: \(stage.number)") }
        lines.append("title: \(quoted(stage.title))")
        if !stage.teaches.isEmpty { lines.append("teaches: \(quoted(stage.teaches))") }
        lines += ["log_name: \(stage.logName)", "layers:"]
        for layer in stage.specification.layers { lines.append("  - \(LayerFormat.text(layer))") }
        let defaults = stage.defaults
        lines.append("optimizer: {\(entries(of: defaults.optimizer).joined(separator: ", "))}")
        lines.append("learning_rate: \(NumberText.text(defaults.learningRate))")
        lines.append("schedule: {\(entries(of: defaults.schedule).joined(separator: ", "))}")
        lines += ["batch_size: \(defaults.batchSize)", "epochs: \(defaults.epochs)"]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func entries(of optimizer: OptimizerSpecification) -> [String] {
        let name = "name: \(optimizer.name)"
        switch optimizer {
        case .sgd(let momentum, let nesterov):
            return [name, "momentum: \(NumberText.text(momentum))", "nesterov: \(nesterov)"]
        case .rmsprop(let rho, let epsilon):
            return [name, "rho: \(NumberText.text(rho))", "epsilon: \(NumberText.text(epsilon))"]
        case .adam(let beta1, let beta2, let epsilon):
            return [
                name, "beta_1: \(NumberText.text(beta1))", "beta_2: \(NumberText.text(beta2))",
                "epsilon: \(NumberText.text(epsilon))",
            ]
        case .adamW(let beta1, let beta2, let epsilon, let weightDecay):
            return [
                name, "beta_1: \(NumberText.text(beta1))", "beta_2: \(NumberText.text(beta2))",
                "epsilon: \(NumberText.text(epsilon))", "weight_decay: \(NumberText.text(weightDecay))",
            ]
        }
    }

    private static func entries(of schedule: LearningRateSchedule) -> [String] {
        switch schedule {
        case .constant:
            return ["name: constant"]
        case .inverseTime(let decay):
            return ["name: inverse_time", "decay: \(NumberText.text(decay))"]
        case .exponential(let rate, let steps, let floor):
            return [
                "name: exponential", "rate: \(NumberText.text(rate))", "steps: \(NumberText.text(steps))",
                "floor: \(NumberText.text(floor))",
            ]
        case .cosine(let warmupSteps, let totalSteps, let floor):
            return [
                "name: cosine", "warmup_steps: \(warmupSteps)", "total_steps: \(totalSteps)",
                "floor: \(NumberText.text(floor))",
            ]
        }
    }
}
