import NeuralNetwork
import Testing

/// Every layer's backward against central finite differences.
@Suite struct GradientTests {
    private func dense(_ name: String, _ units: Int, _ activation: Activation? = nil) -> LayerSpecification {
        LayerSpecification(name: name, layer: .dense(units: units, activation: activation))
    }

    private let flatten = LayerSpecification(name: "flatten", layer: .flatten)

    @Test(arguments: Activation.allCases + [nil] as [Activation?], [1, 2, 3])
    func denseLayers(activation: Activation?, workers: Int) throws {
        var check = try GradientCheck(
            [flatten, dense("first", 17, activation), dense("second", 9, activation), dense("logits", 4)],
            shape: [6, 5, 1], images: 7, classes: 4)
        check.workers = workers
        try check.run()
    }

    @Test(arguments: [2, 3, 10, 12, 13, 16, 17, 33, 64, 100, 200], [1, 2])
    func sparseFirstLayer(units: Int, workers: Int) throws {
        // Straight from the pixels, of which most are blank.
        var check = try GradientCheck(
            [flatten, dense("first", units, .tanh), dense("logits", 3)], shape: [9, 8, 1], images: 5, classes: 3)
        check.elements = 12
        check.workers = workers
        try check.run()
    }

    @Test(arguments: [1, 2, 3])
    func softmaxAlone(workers: Int) throws {
        var check = try GradientCheck([flatten, dense("logits", 10)], shape: [8, 8, 1], images: 9, classes: 10)
        check.elements = 40
        check.workers = workers
        try check.run()
    }

    @Test(arguments: Activation.allCases)
    func activationLayers(activation: Activation) throws {
        try GradientCheck(
            [
                LayerSpecification(name: "conv", layer: .convolution(filters: 5, kernel: 3)),
                LayerSpecification(name: "act1", layer: .activation(activation)), flatten, dense("hidden", 6),
                LayerSpecification(name: "act2", layer: .activation(activation)), dense("logits", 3),
            ], shape: [6, 7, 1], classes: 3
        ).run()
    }

    @Test(arguments: [1, 2, 3])
    func batchNormalization(workers: Int) throws {
        var check = try GradientCheck(
            [
                LayerSpecification(name: "conv", layer: .convolution(filters: 5, kernel: 3, stride: 2)),
                LayerSpecification(name: "norm1", layer: .batchNormalization()),
                LayerSpecification(name: "act1", layer: .activation(.relu)), flatten, dense("hidden", 6),
                LayerSpecification(name: "norm2", layer: .batchNormalization(momentum: 0.9, epsilon: 0.01)),
                LayerSpecification(name: "act2", layer: .activation(.sigmoid)), dense("logits", 3),
            ], shape: [7, 6, 1], images: 6, classes: 3)
        check.workers = workers
        try check.run()
    }

    @Test(arguments: [(1, 1), (2, 2), (2, 1), (3, 2), (3, 3), (2, 3)], Padding.allCases)
    func maxPooling(window: (size: Int, stride: Int), padding: Padding) throws {
        for shape in [[7, 8, 1], [8, 5, 2]] {
            try GradientCheck(
                [
                    LayerSpecification(name: "conv", layer: .convolution(filters: 5, kernel: 3)),
                    LayerSpecification(
                        name: "pool",
                        layer: .maxPooling(size: window.size, stride: window.stride, padding: padding)),
                    flatten, dense("logits", 3),
                ], shape: shape, images: 3, classes: 3
            ).run()
        }
    }

    @Test(arguments: [(1, 1), (2, 2), (2, 1), (3, 2), (3, 3), (2, 3), (5, 2)], Padding.allCases)
    func averagePooling(window: (size: Int, stride: Int), padding: Padding) throws {
        for shape in [[7, 8, 1], [8, 5, 2]] {
            try GradientCheck(
                [
                    LayerSpecification(name: "conv", layer: .convolution(filters: 5, kernel: 3)),
                    LayerSpecification(
                        name: "pool",
                        layer: .averagePooling(size: window.size, stride: window.stride, padding: padding)),
                    flatten, dense("logits", 3),
                ], shape: shape, images: 3, classes: 3
            ).run()
        }
    }

    @Test(arguments: [1, 2, 3])
    func globalAveragePooling(workers: Int) throws {
        var check = try GradientCheck(
            [
                LayerSpecification(name: "conv", layer: .convolution(filters: 5, kernel: 3, activation: .relu)),
                LayerSpecification(name: "mean", layer: .globalAveragePooling), dense("logits", 3),
            ], shape: [7, 6, 1], images: 5, classes: 3)
        check.workers = workers
        try check.run()
    }

    @Test(arguments: [0, 0.01, 0.3, 1] as [Float])
    func leakyReLU(slope: Float) throws {
        try GradientCheck(
            [
                LayerSpecification(name: "conv", layer: .convolution(filters: 5, kernel: 3)),
                LayerSpecification(name: "leaky1", layer: .leakyReLU(slope: slope)), flatten, dense("hidden", 6),
                LayerSpecification(name: "leaky2", layer: .leakyReLU(slope: slope)), dense("logits", 3),
            ], shape: [6, 7, 1], classes: 3
        ).run()
    }

    /// Two convolutions hand each other their images directly only where nothing stands between them.
    @Test(arguments: Activation.allCases)
    func neighbouringConvolutions(activation: Activation) throws {
        try GradientCheck(
            [
                LayerSpecification(
                    name: "conv1", layer: .convolution(filters: 5, kernel: 3, activation: activation)),
                LayerSpecification(name: "conv2", layer: .convolution(filters: 3, kernel: 2)), flatten,
                dense("logits", 3),
            ], shape: [6, 7, 1], images: 3, classes: 3
        ).run()
    }

    @Test(arguments: [1, 2, 3])
    func notebooksConvolutions(workers: Int) throws {
        var check = try GradientCheck(
            [
                LayerSpecification(name: "conv1", layer: .convolution(filters: 6, kernel: 6, activation: .relu)),
                LayerSpecification(
                    name: "conv2", layer: .convolution(filters: 12, kernel: 5, stride: 2, activation: .relu)),
                LayerSpecification(
                    name: "conv3", layer: .convolution(filters: 24, kernel: 4, stride: 2, activation: .relu)),
                flatten, dense("hidden", 200, .relu), dense("logits", 10),
            ], shape: [28, 28, 1], images: 6, classes: 10)
        check.elements = 2
        check.workers = workers
        try check.run()
    }

    /// The masks are read off the gradients themselves: a dropped unit's row of the next kernel stays zero.
    @Test(arguments: [0, 5])
    func dropout(iteration: Int) throws {
        let layers = [
            LayerSpecification(name: "drop1", layer: .dropout(rate: 0.4)),
            LayerSpecification(name: "conv", layer: .convolution(filters: 3, kernel: 3, activation: .tanh)),
            LayerSpecification(name: "drop2", layer: .dropout(rate: 0.25)), flatten, dense("hidden", 24, .sigmoid),
            LayerSpecification(name: "drop3", layer: .dropout(rate: 0.5)), dense("logits", 3),
        ]
        // The image's own mask is found by a second network whose first dropout draws the same bits.
        let probe = try Network(
            NetworkSpecification(
                inputShape: [6, 5, 1], layers: [layers[0], flatten, dense("logits", 3)]))
        let network = try Network(NetworkSpecification(inputShape: [6, 5, 1], layers: layers))
        let images = TestImages(count: 1, shape: [6, 5, 1], classes: 3, blank: 0, seed: 8)
        let weights = network.scatteredWeights(seed: 2)
        let measured = try MeasuredGradients(network, weights, images, seed: 40, iteration: iteration)
        let probed = try MeasuredGradients(
            probe, probe.scatteredWeights(seed: 2), images, seed: 40, iteration: iteration)

        func mask(_ kernel: [Float], columns: Int, rate: Double) -> [Double] {
            stride(from: 0, to: kernel.count, by: columns).map { row in
                kernel[row..<row + columns].allSatisfy { $0 == 0 } ? 0 : 1 / (1 - rate)
            }
        }
        let masks = [
            "drop1": [mask(probed.tensor("logits/kernel"), columns: 3, rate: 0.4000000059604645)],
            "drop2": [mask(measured.tensor("hidden/kernel"), columns: 24, rate: 0.25)],
            "drop3": [mask(measured.tensor("logits/kernel"), columns: 3, rate: 0.5)],
        ]
        for (name, mask) in masks {
            #expect(mask[0].contains(0) && !mask[0].allSatisfy { $0 == 0 }, "\(name) drops some and keeps some")
        }
        var check = GradientCheck(network: network, images: images, seed: 2)
        check.masks = masks
        check.elements = 8
        try check.run(weights: weights, measured: measured)
    }
}
