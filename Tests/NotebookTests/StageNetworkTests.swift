import NeuralNetwork
import Notebook
import Testing

/// Hyperparameters find their way into the layers.
struct StageNetworkTests {
    func stage(_ id: String) throws -> Stage { try StageCatalog.load().stage(named: id) }

    @Test func fewerHiddenUnitsMeanFewerLayers() throws {
        let stage = try stage("relu")
        var settings = stage.defaults
        settings.hiddenUnits = [300]
        #expect(
            try stage.network(for: settings).layers == [
                LayerSpecification(name: "flatten_input", layer: .flatten),
                LayerSpecification(name: "hidden_layer_1", layer: .dense(units: 300, activation: .relu)),
                LayerSpecification(name: "logits", layer: .dense(units: 10)),
            ])
    }

    @Test func theLastLayerFollowsTheClasses() throws {
        for stage in try StageCatalog.load().stages where stage.number > 0 {
            let network = try Network(try stage.network(for: stage.defaults, classCount: 26))
            #expect(network.classCount == 26)
            #expect(
                network.specification.layers.dropLast() == stage.specification.layers.dropLast(),
                "only the last layer changes")
            #expect(try stage.network(for: stage.defaults) == stage.specification)
        }
    }

    @Test func moreHiddenUnitsRepeatTheLastLayerWithItsDropout() throws {
        let stage = try stage("dropout")
        var settings = stage.defaults
        settings.hiddenUnits = [50, 40, 30, 20, 15]
        settings.activation = .tanh
        settings.dropout = 0.1
        let layers = try stage.network(for: settings).layers
        #expect(
            layers.map(\.name) == [
                "flatten_input", "dropout_layer_1", "hidden_layer_1", "dropout_layer_2", "hidden_layer_2",
                "dropout_layer_3", "hidden_layer_3",
                "dropout_layer_4", "hidden_layer_4", "dropout_layer_5", "hidden_layer_5", "dropout_layer_6", "logits",
            ])
        #expect(layers[10].layer as? Dense == Dense(units: 15, activation: .tanh))
        #expect(layers[11].layer as? Dropout == Dropout(rate: 0.1))
        #expect(layers[12].layer as? Dense == Dense(units: 10))
        settings.hiddenUnits = [50]
        #expect(
            try stage.network(for: settings).layers.map(\.name) == [
                "flatten_input", "dropout_layer_1", "hidden_layer_1", "dropout_layer_2", "logits",
            ])
    }

    @Test func convolutionsChangeTogether() throws {
        let stage = try stage("conv")
        var settings = stage.defaults
        try HyperparameterField.filters.set("8 16", in: &settings)
        try HyperparameterField.kernels.set("3", in: &settings)
        let layers = try stage.network(for: settings).layers
        #expect(
            layers.map(\.name) == [
                "conv_layer_1", "conv_layer_2", "flatten_layer", "fc_layer_3", "dropout_layer", "logits",
            ])
        #expect(layers[1].layer as? Convolution == Convolution(filters: 16, kernel: 3, stride: 2, activation: .relu))
    }

    @Test func normalisationStaysWithItsConvolution() throws {
        let text = """
            layers:
              - {type: convolution, filters: 4, kernel: 3}
              - {type: batch_normalization}
              - {type: activation, activation: relu}
              - {type: flatten}
              - {type: dense, units: 10}
            optimizer: adam
            learning_rate: 0.01
            batch_size: 10
            epochs: 1
            """
        let stage = try StageFile.parse(text, file: "mine.yaml")
        var settings = stage.defaults
        #expect(settings.activation == .relu && settings.hiddenUnits.isEmpty)
        try HyperparameterField.filters.set("4 8", in: &settings)
        settings.activation = .tanh
        let layers = try stage.network(for: settings).layers
        #expect(
            layers.map(\.name) == [
                "conv_layer_1", "batch_normalization_1", "activation_1", "conv_layer_2", "batch_normalization_2",
                "activation_2",
                "flatten_layer", "logits",
            ])
        #expect(layers[5].layer as? ActivationLayer == ActivationLayer(.tanh))
        #expect(layers[0].layer as? Convolution == Convolution(filters: 4, kernel: 3))
    }

    @Test func refusesWhatTheStageCannotHave() throws {
        let softmax = try stage("softmax")
        var settings = softmax.defaults
        settings.hiddenUnits = [10]
        #expect(throws: HyperparameterError.self) { try softmax.network(for: settings) }
        let conv = try stage("conv")
        settings = conv.defaults
        settings.kernels = [3, 3]
        #expect(throws: HyperparameterError.self) { try conv.network(for: settings) }
        settings = conv.defaults
        settings.hiddenUnits = []
        #expect(throws: HyperparameterError.self) { try conv.network(for: settings) }
        settings = conv.defaults
        settings.dropout = 2
        #expect(throws: HyperparameterError.self) { try conv.network(for: settings) }
    }

    @Test func everyScheduleFallsAsItsFormulaSays() {
        let decay = LearningRateSchedule.inverseTime(decay: 0.001)
        #expect(abs(decay.learningRate(initial: 0.003, iteration: 1_000) - 0.0015) < 1e-15)
        let exponential = LearningRateSchedule.exponential(rate: 0.5, steps: 100, floor: 0.001)
        #expect(abs(exponential.learningRate(initial: 0.003, iteration: 200) - 0.0015) < 1e-15)
        let cosine = LearningRateSchedule.cosine(warmupSteps: 10, totalSteps: 110, floor: 0)
        #expect(abs(cosine.learningRate(initial: 0.01, iteration: 4) - 0.005) < 1e-15)
        #expect(abs(cosine.learningRate(initial: 0.01, iteration: 60) - 0.005) < 1e-15)
        #expect(cosine.learningRate(initial: 0.01, iteration: 500) == 0)
    }
}
