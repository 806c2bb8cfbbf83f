import Foundation
import NeuralNetwork
import Testing

/// Every type of layer that there is, with the registration as the only list.
@Suite struct LayerTypesTests {
    /// A layer of this type as an editor first shows it, but without a kink, next to which finite differences say nothing;
    /// what happens only in training at its smallest, since the reference draws no masks.
    static func sample(_ type: any Layer.Type) throws -> any Layer {
        var layer: any Layer = type.init()
        for setting in type.settings where type.traits.isTrainingOnly {
            guard case .number(let range, _) = setting.kind else { continue }
            layer = try setting.setting(.number(range.lowerBound), in: layer)
        }
        if let setting = type.setting("activation") { layer = try setting.setting(.choice("tanh"), in: layer) }
        return layer
    }

    static let count = LayerTypes.all.count

    /// Behind a convolution and behind a flat layer, wherever it fits, against the reference's finite differences.
    @Test(arguments: 0..<count, [1, 2])
    func gradients(index: Int, workers: Int) throws {
        let type = LayerTypes.all[index]
        let layer = LayerSpecification(name: "tested", anyLayer: try Self.sample(type))
        let logits = LayerSpecification(name: "logits", layer: .dense(units: 3))
        let flatten = LayerSpecification(name: "flatten", layer: .flatten)
        // Curved: behind a bias alone, normalisation has a gradient of zero, which would be compared with rounding errors.
        let convolution = LayerSpecification(
            name: "front", layer: .convolution(filters: 4, kernel: 3, activation: .tanh))
        let dense = LayerSpecification(name: "front", layer: .dense(units: 12, activation: .tanh))
        var cases = 0
        for layers in [
            [convolution, layer, logits], [convolution, layer, flatten, logits], [flatten, dense, layer, logits],
            [layer, flatten, logits],
        ] {
            guard let network = try? Network(NetworkSpecification(inputShape: [6, 7, 1], layers: layers)) else {
                continue
            }
            cases += 1
            var check = GradientCheck(
                network: network, images: TestImages(count: 4, shape: [6, 7, 1], classes: 3, seed: 12))
            check.workers = workers
            check.elements = 3
            try check.run()
        }
        #expect(cases > 0, "\(type.typeName) fits into none of the networks")
    }

    /// Inference against the reference.
    @Test(arguments: 0..<count)
    func answers(index: Int) throws {
        let layer = LayerSpecification(name: "tested", anyLayer: LayerTypes.all[index].init())
        let convolution = LayerSpecification(name: "front", layer: .convolution(filters: 4, kernel: 3))
        let flatten = LayerSpecification(name: "flatten", layer: .flatten)
        let logits = LayerSpecification(name: "logits", layer: .dense(units: 3))
        let dense = LayerSpecification(name: "front", layer: .dense(units: 12))
        let networks = [
            [convolution, layer, logits], [convolution, layer, flatten, logits], [flatten, dense, layer, logits],
        ].compactMap { try? Network(NetworkSpecification(inputShape: [7, 6, 1], layers: $0)) }
        let network = try #require(networks.first, "\(LayerTypes.all[index].typeName) fits into none of the networks")
        try ConvolutionTests.compareForward(network)
    }

    @Test(arguments: 0..<count)
    func describesItself(index: Int) throws {
        let type = LayerTypes.all[index]
        #expect(!type.help.isEmpty && !type.kerasClass.isEmpty)
        #expect(LayerTypes.all.count { $0.typeName == type.typeName } == 1)
        let layer: any Layer = type.init()
        try layer.check()
        for setting in type.settings {
            #expect(!setting.help.isEmpty && !setting.allowed.isEmpty)
            // Every end of every range can be set and is read back.
            for value in Self.values(setting.kind) {
                let changed = try setting.setting(value, in: layer)
                #expect(setting.value(in: changed) == value)
                try changed.check()
            }
            for value in Self.wrongValues(setting.kind) {
                let error = #expect(throws: LayerError.self) { try setting.setting(value, in: layer) }
                #expect(error?.reason.contains(setting.allowed) == true && error?.reason.contains(setting.name) == true)
            }
        }
    }

    private static func values(_ kind: LayerSetting.Kind) -> [LayerSetting.Value] {
        switch kind {
        case .integer(let range): [.integer(range.lowerBound), .integer(range.upperBound)]
        case .number(let range, let isAbove):
            [.number(isAbove ? range.upperBound / 2 : range.lowerBound), .number(range.upperBound)]
        case .choice(let names): names.map(LayerSetting.Value.choice)
        }
    }

    private static func wrongValues(_ kind: LayerSetting.Kind) -> [LayerSetting.Value] {
        switch kind {
        case .integer(let range): [.integer(range.lowerBound - 1), .integer(range.upperBound + 1), .choice("same")]
        case .number(let range, let isAbove):
            [.number(range.lowerBound - (isAbove ? 0 : 1)), .number(range.upperBound + 1), .number(.nan), .integer(0)]
        case .choice: [.choice("nonsense"), .integer(1)]
        }
    }

    @Test(arguments: 0..<count)
    func codesAndDecodes(index: Int) throws {
        let type = LayerTypes.all[index]
        var layer: any Layer = type.init()
        for setting in type.settings {
            if let value = Self.values(setting.kind).last { layer = try setting.setting(value, in: layer) }
        }
        let specification = NetworkSpecification(layers: [LayerSpecification(name: "one", anyLayer: layer)])
        let data = try JSONEncoder().encode(specification)
        #expect(try JSONDecoder().decode(NetworkSpecification.self, from: data) == specification)
    }

    /// As runs and weights of the first version hold it.
    @Test func readsWhatTheFirstVersionWrote() throws {
        let text = """
            {"inputShape":[28,28,1],"layers":[
            {"kind":{"convolution":{"activation":"relu","filters":6,"initializer":"he_uniform","kernel":6,"padding":"valid",
            "stride":1}},"name":"conv2d_1"},{"kind":{"batchNormalization":{"momentum":0.9,"epsilon":0.01}},"name":"norm"},
            {"kind":{"activation":{"_0":"tanh"}},"name":"act"},
            {"kind":{"maxPooling":{"size":2,"stride":1,"padding":"same"}},"name":"pool"},
            {"kind":{"flatten":{}},"name":"flatten"},{"kind":{"dropout":{"rate":0.35}},"name":"dropout_1"},
            {"kind":{"dense":{"initializer":"glorot_uniform","units":10}},"name":"output_layer"}]}
            """
        let found = try JSONDecoder().decode(NetworkSpecification.self, from: Data(text.utf8))
        #expect(
            found
                == NetworkSpecification(layers: [
                    LayerSpecification(
                        name: "conv2d_1",
                        layer: .convolution(
                            filters: 6, kernel: 6, padding: .valid, activation: .relu, initializer: .heUniform)),
                    LayerSpecification(name: "norm", layer: .batchNormalization(momentum: 0.9, epsilon: 0.01)),
                    LayerSpecification(name: "act", layer: .activation(.tanh)),
                    LayerSpecification(name: "pool", layer: .maxPooling(size: 2, stride: 1, padding: .same)),
                    LayerSpecification(name: "flatten", layer: .flatten),
                    LayerSpecification(name: "dropout_1", layer: .dropout(rate: 0.35)),
                    LayerSpecification(name: "output_layer", layer: .dense(units: 10)),
                ]))
        let unknown = text.replacing("maxPooling", with: "minPooling")
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(NetworkSpecification.self, from: Data(unknown.utf8))
        }
    }

    @Test func namesAreTheNotebooks() {
        let dense = Dense(units: 10)
        let convolution = Convolution(filters: 2, kernel: 3)
        func names(_ layers: any Layer...) -> [String] { LayerPlace.defaultNames(of: layers) }
        #expect(names(Flatten(), dense) == ["flatten_input", "logits"])
        #expect(
            names(Flatten(), Dropout(rate: 0.1), dense, Dropout(rate: 0.1), dense, dense) == [
                "flatten_input", "dropout_layer_1", "hidden_layer_1", "dropout_layer_2", "hidden_layer_2", "logits",
            ])
        #expect(
            names(convolution, convolution, convolution, Flatten(), dense, Dropout(rate: 0.1), dense) == [
                "conv_layer_1", "conv_layer_2", "conv_layer_3", "flatten_layer", "fc_layer_4", "dropout_layer",
                "logits",
            ])
        #expect(
            names(convolution, BatchNormalization(), LeakyReLU(), MaxPooling(), GlobalAveragePooling(), dense) == [
                "conv_layer_1", "batch_normalization_1", "leaky_re_lu_1", "max_pooling2d_1",
                "global_average_pooling2d_1", "logits",
            ])
    }

    /// TensorFlow's tables: 28 pixels, kernel and stride → results and zeros in front.
    @Test func averagesOnlyWhatLiesInside() throws {
        let network = try Network(
            NetworkSpecification(
                inputShape: [3, 3, 1],
                layers: [
                    LayerSpecification(name: "pool", layer: .averagePooling(size: 2, stride: 2, padding: .same)),
                    LayerSpecification(name: "mean", layer: .globalAveragePooling),
                    LayerSpecification(name: "logits", layer: .dense(units: 2)),
                ]))
        let classifier = Classifier(network: network, weights: network.initialWeights(seed: 1))
        let answers = classifier.activations(of: [1, 2, 3, 4, 5, 6, 7, 8, 9].map { $0 / 10 })
        // tf.nn.avg_pool2d of 1…9: [[3, 4.5], [7.5, 9]], the last row and column half outside.
        for (found, expected) in zip(answers[0].values, [0.3, 0.45, 0.75, 0.9] as [Float]) {
            #expect(abs(found - expected) < 1e-6)
        }
        #expect(answers[1].shape == [1] && abs(answers[1].values[0] - 0.6) < 1e-6)
    }

    @Test func classesMustBeTheDataSets() throws {
        let network = try Network(
            NetworkSpecification(layers: [
                LayerSpecification(name: "flatten", layer: .flatten),
                LayerSpecification(name: "logits", layer: .dense(units: 12)),
            ]))
        try network.check(classes: 12)
        let error = #expect(throws: NetworkError.self) { try network.check(classes: 10) }
        #expect(
            error?.description
                == "the last layer gives 12 numbers, the classes are 10: set units of logits to 10")
    }
}
