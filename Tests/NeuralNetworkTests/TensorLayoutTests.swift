import NeuralNetwork
import Testing

/// Files hold Keras's names and layouts, whatever the engine keeps inside.
@Suite struct TensorLayoutTests {
    private static let layers = [
        LayerSpecification(name: "conv", layer: .convolution(filters: 2, kernel: 2)),
        LayerSpecification(name: "norm", layer: .batchNormalization()),
        LayerSpecification(name: "flatten", layer: .flatten),
        LayerSpecification(name: "drop", layer: .dropout(rate: 0.5)),
        LayerSpecification(name: "flat_norm", layer: .batchNormalization()),
        LayerSpecification(name: "logits", layer: .dense(units: 3)),
    ]

    @Test func namesAndShapes() throws {
        let network = try Network(NetworkSpecification(inputShape: [3, 4, 1], layers: Self.layers))
        let tensors = network.tensors(of: network.initialWeights(seed: 1))
        #expect(
            tensors.map { "\($0.name) \($0.shape)" } == [
                "conv/kernel [2, 2, 1, 2]", "conv/bias [2]", "norm/gamma [2]", "norm/beta [2]",
                "norm/moving_mean [2]", "norm/moving_variance [2]", "flat_norm/gamma [24]", "flat_norm/beta [24]",
                "flat_norm/moving_mean [24]", "flat_norm/moving_variance [24]", "logits/kernel [24, 3]",
                "logits/bias [3]",
            ])
    }

    @Test func roundTrip() throws {
        let network = try Network(NetworkSpecification(inputShape: [3, 4, 1], layers: Self.layers))
        let weights = network.scatteredWeights(seed: 9)
        let tensors = network.tensors(of: weights)
        #expect(try network.weights(from: tensors, file: "x") == weights)
        #expect(try network.weights(from: tensors.reversed(), file: "x") == weights)
        let content = try Safetensors.decode(
            Safetensors.encode(Safetensors.Content(tensors: tensors)), file: "x")
        #expect(try network.weights(from: content.tensors, file: "x") == weights)
        #expect(tensors.first { $0.name == "logits/kernel" }!.values == Array(weights.trainable.suffix(75).prefix(72)))
    }

    /// Worked out by hand: two filters of 1×1 that pass the pixel on once and tenfold, rows numbered from 1 as Keras counts
    /// them (pixel by pixel, channels last).
    @Test func flattenedConvolution() throws {
        let network = try Network(
            NetworkSpecification(
                inputShape: [2, 2, 1],
                layers: [
                    LayerSpecification(name: "conv", layer: .convolution(filters: 2, kernel: 1)),
                    LayerSpecification(name: "flatten", layer: .flatten),
                    LayerSpecification(name: "logits", layer: .dense(units: 2)),
                ]))
        let weights = try network.weights(
            from: [
                NamedTensor(name: "conv/kernel", shape: [1, 1, 1, 2], values: [1, 10]),
                NamedTensor(name: "conv/bias", shape: [2], values: [0, 0]),
                NamedTensor(
                    name: "logits/kernel", shape: [8, 2], values: (1...8).flatMap { [Float($0), Float(-$0)] }),
                NamedTensor(name: "logits/bias", shape: [2], values: [0.5, 0]),
            ], file: "hand")
        let answers = Classifier(network: network, weights: weights).activations(of: [0.25, 0.5, 0.75, 1])
        #expect(answers[0].shape == [2, 2, 2])
        #expect(answers[0].values == [0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10])
        // Σ x · (2p + 1) + 10x · (2p + 2) = 0.25 · 21 + 0.5 · 43 + 0.75 · 65 + 87 = 162.5
        #expect(answers[2].values == [163, -162.5])
    }

    /// A 2×2 kernel with SAME padding: the extra row and column stand at the bottom and at the right.
    @Test func convolutionKernel() throws {
        let network = try Network(
            NetworkSpecification(
                inputShape: [2, 3, 1],
                layers: [
                    LayerSpecification(name: "conv", layer: .convolution(filters: 1, kernel: 2)),
                    LayerSpecification(name: "flatten", layer: .flatten),
                    LayerSpecification(name: "logits", layer: .dense(units: 2)),
                ]))
        var tensors = network.tensors(of: network.initialWeights(seed: 1))
        tensors[0].values = [1, 10, 100, 1_000]
        let weights = try network.weights(from: tensors, file: "hand")
        let answer = Classifier(network: network, weights: weights).activations(of: [1, 2, 3, 4, 5, 6])[0].values
        // 1 + 10 · 2 + 100 · 4 + 1,000 · 5 and so on; beyond the border there are zeros.
        let expected: [Float] = [5_421, 6_532, 603, 54, 65, 6]
        #expect(answer == expected)
    }

    @Test func wrongTensors() throws {
        let network = try Network(NetworkSpecification(inputShape: [3, 4, 1], layers: Self.layers))
        let tensors = network.tensors(of: network.initialWeights(seed: 1))
        var missing = tensors
        missing.remove(at: 1)
        #expect(throws: NetworkError.missingParameter(name: "conv/bias", file: "f")) {
            try network.weights(from: missing, file: "f")
        }
        #expect(throws: NetworkError.unexpectedParameter(name: "extra", file: "f")) {
            try network.weights(from: tensors + [NamedTensor(name: "extra", shape: [1], values: [0])], file: "f")
        }
        var transposed = tensors
        transposed[10].shape = [3, 24]
        #expect(
            throws: NetworkError.shapeMismatch(
                name: "logits/kernel", expected: [24, 3], found: [3, 24], file: "f")
        ) { try network.weights(from: transposed, file: "f") }
    }
}
