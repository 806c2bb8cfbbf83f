import NeuralNetwork
import Testing

@Suite struct NetworkTests {
    private static func dense(_ units: [Int], activation: Activation?) -> [LayerSpecification] {
        [LayerSpecification(name: "flatten", layer: .flatten)]
            + units.enumerated().map { index, count in
                LayerSpecification(
                    name: "dense_\(index)",
                    layer: .dense(units: count, activation: index == units.count - 1 ? nil : activation))
            }
    }

    private static let convolutional: [LayerSpecification] = [
        LayerSpecification(name: "conv1", layer: .convolution(filters: 6, kernel: 6, activation: .relu)),
        LayerSpecification(name: "conv2", layer: .convolution(filters: 12, kernel: 5, stride: 2, activation: .relu)),
        LayerSpecification(name: "conv3", layer: .convolution(filters: 24, kernel: 4, stride: 2, activation: .relu)),
        LayerSpecification(name: "flatten", layer: .flatten),
        LayerSpecification(name: "hidden", layer: .dense(units: 200, activation: .relu)),
        LayerSpecification(name: "drop", layer: .dropout(rate: 0.35)),
        LayerSpecification(name: "logits", layer: .dense(units: 10)),
    ]

    @Test func countsLikeKeras() throws {
        let softmax = try Network(NetworkSpecification(layers: Self.dense([10], activation: nil)))
        #expect(softmax.parameterCount == 7_850)
        #expect(softmax.forwardFLOPs == 2 * 7_840)
        #expect(softmax.trainingFLOPs == 4 * 7_840)
        let deep = try Network(NetworkSpecification(layers: Self.dense([200, 100, 60, 30, 10], activation: .relu)))
        #expect(deep.parameterCount == 185_300)
        let conv = try Network(NetworkSpecification(layers: Self.convolutional))
        #expect(conv.parameterCount == 244_076)
        #expect(
            conv.layers.map(\.outputShape) == [
                [28, 28, 6], [14, 14, 12], [7, 7, 24], [1_176], [200], [200], [10],
            ])
        #expect(conv.layers.map(\.parameterCount) == [222, 1_812, 4_632, 0, 235_400, 0, 2_010])
        #expect(conv.layers.map(\.type) == ["Conv2D", "Conv2D", "Conv2D", "Flatten", "Dense", "Dropout", "Dense"])
        let first = 2 * 784 * 6 * 36
        let others = 2 * (196 * 12 * 150 + 49 * 24 * 192 + 1_176 * 200 + 2_000)
        #expect(conv.forwardFLOPs == first + others)
        #expect(conv.trainingFLOPs == 2 * first + 3 * others)
    }

    @Test func initialisers() throws {
        // Fans: dense 784 → 200; convolution 6 × 6 × 1 → 36 in, 6 × 6 × 6 out.
        let bounds: [(Initializer, [Double])] = [
            (.glorotUniform, [6.0 / 984, 6.0 / 252]), (.heUniform, [6.0 / 784, 6.0 / 36]), (.zeros, [0, 0]),
        ]
        for (initializer, squares) in bounds {
            let limits = squares.map { $0.squareRoot() }
            let kinds: [any Layer] = [
                Dense(units: 200, initializer: initializer),
                Convolution(filters: 6, kernel: 6, initializer: initializer),
            ]
            for (kind, limit) in zip(kinds, limits) {
                var layers = [LayerSpecification(name: "tested", anyLayer: kind)]
                let flatten = LayerSpecification(name: "flatten", layer: .flatten)
                if kind is Dense { layers.insert(flatten, at: 0) } else { layers.append(flatten) }
                layers.append(LayerSpecification(name: "logits", layer: .dense(units: 10)))
                let network = try Network(NetworkSpecification(layers: layers))
                let tensors = network.tensors(of: network.initialWeights(seed: 3))
                let kernel = tensors.first { $0.name == "tested/kernel" }!.values.map(Double.init)
                #expect(kernel.allSatisfy { abs($0) <= limit * 1.000001 })
                #expect(tensors.first { $0.name == "tested/bias" }!.values.allSatisfy { $0 == 0 })
                guard limit > 0 else { continue }
                let count = Double(kernel.count)
                // A uniform variable has the variance limit² / 3; four standard errors of mean and variance.
                let mean = kernel.reduce(0, +) / count
                let variance = kernel.reduce(0) { $0 + $1 * $1 } / count
                #expect(abs(mean) < 4 * limit / (3 * count).squareRoot())
                #expect(abs(variance / (limit * limit / 3) - 1) < 4 * (0.8 / count).squareRoot())
            }
        }
    }

    @Test func refusesWhatDoesNotFit() {
        func layer(_ layer: some Layer, _ name: String = "odd") -> LayerSpecification {
            LayerSpecification(name: name, layer: layer)
        }
        let flatten = layer(.flatten, "flatten")
        let logits = layer(.dense(units: 10), "logits")
        let wrong: [(layers: [LayerSpecification], mention: String)] = [
            ([], "no layers"), ([layer(.dense(units: 10))], "flatten"), ([flatten], "last layer"),
            ([flatten, layer(.dense(units: 0)), logits], "units"),
            ([flatten, layer(.dense(units: 1))], "2 to 256"),
            ([flatten, layer(.dense(units: 10, activation: .relu))], "without an activation"),
            ([flatten, layer(.convolution(filters: 2, kernel: 3)), logits], "needs an image"),
            ([layer(.convolution(filters: 0, kernel: 3)), flatten, logits], "filters"),
            ([layer(.convolution(filters: 2, kernel: 29)), flatten, logits], "kernel must be 1 to 28, not 29"),
            (
                [
                    layer(.convolution(filters: 2, kernel: 3, stride: 4), "small"),
                    layer(.convolution(filters: 2, kernel: 9, padding: .valid)), flatten, logits,
                ],
                "layer odd: kernel 9 is larger than the 7×7 image: at most 7 with padding valid"
            ),
            (
                [
                    layer(.convolution(filters: 2, kernel: 3, stride: 4), "small"),
                    layer(.averagePooling(size: 8, stride: 1)), flatten, logits,
                ],
                "size 8 is larger than the 7×7 image"
            ),
            ([flatten, layer(.globalAveragePooling), logits], "needs an image"),
            ([layer(.leakyReLU(slope: -1)), flatten, logits], "slope must be 0 to 1, not -1"),
            ([layer(.convolution(filters: 2, kernel: 3, stride: 0)), flatten, logits], "stride"),
            ([layer(.maxPooling(size: 0, stride: 1)), flatten, logits], "size must be 1 to 28"),
            ([flatten, layer(.maxPooling(size: 2, stride: 2)), logits], "needs an image"),
            ([layer(.dropout(rate: 1)), flatten, logits], "rate must be 0 to 0.95, not 1"),
            ([layer(.batchNormalization(momentum: 2)), flatten, logits], "momentum"),
            ([layer(.batchNormalization(epsilon: 0)), flatten, logits], "epsilon"),
            ([layer(.flatten, ""), logits], "name"), ([layer(.flatten, "a/b"), logits], "name"),
            ([layer(.flatten, "logits"), logits], "two layers"),
        ]
        for (layers, mention) in wrong {
            let error = #expect(throws: NetworkError.self) { try Network(NetworkSpecification(layers: layers)) }
            #expect(error?.description.contains(mention) == true, "\(error?.description ?? "")")
        }
        for shape in [[28, 28], [0, 28, 1], [28, 28, 2_000]] {
            #expect(throws: NetworkError.self) {
                try Network(NetworkSpecification(inputShape: shape, layers: [flatten, logits]))
            }
        }
    }
}
