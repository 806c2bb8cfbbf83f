import NeuralNetwork
import Yams

extension StageFile {
    /// The stage as YAML that ``parse(_:file:defaultID:)`` reads back to an equal stage.
    public static func text(for stage: Stage) -> String {
        var entries = [("id", word(stage.id))]
        if stage.number != 0 { entries.append(("number", word(String(stage.number)))) }
        entries.append(("title", quoted(stage.title)))
        if !stage.teaches.isEmpty { entries.append(("teaches", quoted(stage.teaches))) }
        let layers = stage.specification.layers.map { flow(LayerFormat.entries($0)) }
        let defaults = stage.defaults
        entries += [
            ("log_name", word(stage.logName)), ("layers", .sequence(.init(layers, .implicit, .block))),
            ("optimizer", flow(Self.entries(of: defaults.optimizer))),
            ("learning_rate", word(NumberText.text(defaults.learningRate))),
            ("schedule", flow(Self.entries(of: defaults.schedule))), ("batch_size", word(String(defaults.batchSize))),
            ("epochs", word(String(defaults.epochs))),
        ]
        let node = Node.mapping(.init(entries.map { (word($0), $1) }, .implicit, .block))
        do {
            return try Yams.serialize(node: node, width: -1, allowUnicode: true)
        } catch {
            // The emitter fails for want of memory, and for trees without a root.
            preconditionFailure("a stage can be written: \(error)")
        }
    }

    private static func word(_ text: String) -> Node { .scalar(.init(text)) }

    private static func quoted(_ text: String) -> Node { .scalar(.init(text, .implicit, .doubleQuoted)) }

    private static func flow(_ entries: [(String, String)]) -> Node {
        .mapping(.init(entries.map { (word($0), word($1)) }, .implicit, .flow))
    }

    private static func entries(of optimizer: OptimizerSpecification) -> [(String, String)] {
        let name = ("name", optimizer.name)
        switch optimizer {
        case .sgd(let momentum, let nesterov):
            return [name, ("momentum", NumberText.text(momentum)), ("nesterov", "\(nesterov)")]
        case .rmsprop(let rho, let epsilon):
            return [name, ("rho", NumberText.text(rho)), ("epsilon", NumberText.text(epsilon))]
        case .adam(let beta1, let beta2, let epsilon):
            return [
                name, ("beta_1", NumberText.text(beta1)), ("beta_2", NumberText.text(beta2)),
                ("epsilon", NumberText.text(epsilon)),
            ]
        case .adamW(let beta1, let beta2, let epsilon, let weightDecay):
            return [
                name, ("beta_1", NumberText.text(beta1)), ("beta_2", NumberText.text(beta2)),
                ("epsilon", NumberText.text(epsilon)), ("weight_decay", NumberText.text(weightDecay)),
            ]
        }
    }

    private static func entries(of schedule: LearningRateSchedule) -> [(String, String)] {
        switch schedule {
        case .constant:
            return [("name", "constant")]
        case .inverseTime(let decay):
            return [("name", "inverse_time"), ("decay", NumberText.text(decay))]
        case .exponential(let rate, let steps, let floor):
            return [
                ("name", "exponential"), ("rate", NumberText.text(rate)), ("steps", NumberText.text(steps)),
                ("floor", NumberText.text(floor)),
            ]
        case .cosine(let warmupSteps, let totalSteps, let floor):
            return [
                ("name", "cosine"), ("warmup_steps", "\(warmupSteps)"), ("total_steps", "\(totalSteps)"),
                ("floor", NumberText.text(floor)),
            ]
        }
    }
}
