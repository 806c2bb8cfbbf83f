import NeuralNetwork
import Notebook

extension Stage {
    /// A stage of one small hidden layer, or of the given layers.
    static func small(
        id: String = "small", layers: [LayerSpecification]? = nil, optimizer: OptimizerSpecification = .adam(),
        learningRate: Double = 0.003, schedule: LearningRateSchedule = .constant, batchSize: Int = 50, epochs: Int = 2,
        dropout: Float? = nil, seed: UInt64 = 1
    ) -> Stage {
        var all = [LayerSpecification(name: "flatten", layer: .flatten)]
        if let dropout { all.append(.init(name: "dropout_1", layer: .dropout(rate: dropout))) }
        all.append(.init(name: "hidden_layer_1", layer: .dense(units: 16, activation: .relu)))
        all.append(.init(name: "logits", layer: .dense(units: 10)))
        let hidden = layers == nil
        return Stage(
            id: id, number: 0, title: "Small", teaches: "nothing", logName: "small-network",
            specification: NetworkSpecification(layers: layers ?? all),
            defaults: Hyperparameters(
                learningRate: learningRate, schedule: schedule, optimizer: optimizer, batchSize: batchSize,
                epochs: epochs, hiddenUnits: hidden ? [16] : [], activation: hidden ? .relu : nil,
                dropout: hidden ? dropout.map { Double("\($0)") ?? 0 } : nil, seed: seed, threads: 2))
    }

    /// A stage whose loss grows without bound under a large learning rate: linear layers, nothing that saturates.
    static func explosive(learningRate: Double, epochs: Int = 3) -> Stage {
        small(
            id: "explosive",
            layers: [
                .init(name: "flatten", layer: .flatten), .init(name: "first", layer: .dense(units: 30)),
                .init(name: "second", layer: .dense(units: 30)),
                .init(name: "logits", layer: .dense(units: 10)),
            ], optimizer: .sgd(momentum: 0.9), learningRate: learningRate, epochs: epochs
        )
        .withHiddenUnits([30, 30])
    }

    private func withHiddenUnits(_ units: [Int]) -> Stage {
        var stage = self
        stage.defaults.hiddenUnits = units
        return stage
    }
}
