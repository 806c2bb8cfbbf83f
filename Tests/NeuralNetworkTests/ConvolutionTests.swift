import NeuralNetwork
import Testing

/// Convolutions of every shape against plain loops over doubles: forward to the last unit, backward by differences.
@Suite struct ConvolutionTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var size: [Int]
        var kernel: Int
        var stride: Int
        var padding: Padding
        var channels: Int
        var filters: Int

        var testDescription: String {
            "\(size[0])×\(size[1])×\(channels), kernel \(kernel), stride \(stride), \(padding), \(filters) filters"
        }
    }

    /// Odd and even sizes, kernels 1 to 6, strides 1 to 3, both paddings; the channels pass through all block sizes.
    static let cases: [Case] = {
        let sizes = [[7, 8], [8, 7], [9, 6], [6, 9]]
        let channels = [1, 2, 3, 4, 5, 6, 7, 9]
        let filters = [1, 4, 3, 6, 8, 5, 12, 13, 2, 7, 10]
        var cases: [Case] = []
        for kernel in 1...6 {
            for stride in 1...3 {
                for padding in Padding.allCases {
                    for size in [sizes[(kernel + stride) % 4], sizes[(kernel + stride + 1) % 4]] {
                        cases.append(
                            Case(
                                size: size, kernel: kernel, stride: stride, padding: padding,
                                channels: channels[cases.count % channels.count],
                                filters: filters[cases.count % filters.count]))
                    }
                }
            }
        }
        return cases
    }()

    /// A layer in front whose gradient passes through the tested one.
    static func layers(_ shape: Case) -> [LayerSpecification] {
        [
            LayerSpecification(
                name: "front", layer: .convolution(filters: shape.channels, kernel: 2, activation: .tanh)),
            LayerSpecification(
                name: "tested",
                layer: .convolution(
                    filters: shape.filters, kernel: shape.kernel, stride: shape.stride, padding: shape.padding,
                    activation: .relu)),
            LayerSpecification(name: "flatten", layer: .flatten),
            LayerSpecification(name: "logits", layer: .dense(units: 3)),
        ]
    }

    @Test(arguments: cases)
    func gradients(shape: Case) throws {
        var check = try GradientCheck(Self.layers(shape), shape: shape.size + [1], images: 2, classes: 3)
        check.elements = 3
        try check.run()
    }

    @Test(arguments: cases)
    func forward(shape: Case) throws {
        let network = try Network(
            NetworkSpecification(inputShape: shape.size + [1], layers: Self.layers(shape)))
        try Self.compareForward(network)
    }

    /// Wide layers: filters beyond one register block, several input channels straight from the image.
    @Test(arguments: [(3, 24), (2, 25), (1, 32), (4, 17), (12, 48)])
    func manyFilters(channels: Int, filters: Int) throws {
        let network = try Network(
            NetworkSpecification(
                inputShape: [11, 10, channels],
                layers: [
                    LayerSpecification(
                        name: "conv", layer: .convolution(filters: filters, kernel: 5, stride: 2, activation: .sigmoid)),
                    LayerSpecification(name: "flatten", layer: .flatten),
                    LayerSpecification(name: "logits", layer: .dense(units: 10)),
                ]))
        try Self.compareForward(network)
        var check = GradientCheck(
            network: network, images: TestImages(count: 3, shape: [11, 10, channels], classes: 10, seed: 5))
        check.elements = 4
        try check.run()
    }

    /// Every unit of every layer, for single images and, through the mean loss, for a set.
    static func compareForward(_ network: Network, images count: Int = 5) throws {
        let shape = network.specification.inputShape
        let images = TestImages(count: count, shape: shape, classes: network.classCount, seed: 21)
        let weights = network.scatteredWeights(seed: 4)
        let reference = ReferenceNetwork(network, weights)
        let expected = reference.outputs(images.reference)
        let classifier = Classifier(network: network, weights: weights)
        for image in 0..<2 {
            let found = classifier.activations(of: images.floats(image))
            for (index, layer) in found.enumerated() {
                let wanted = expected[index][image]
                #expect(layer.values.count == wanted.count)
                let scale = max(1e-3, wanted.map(abs).max()!)
                // The engine keeps one channel's plane after the other, flattened or not.
                let image = layer.shape.count == 3 ? layer.shape : flattenedShape(network, before: index)
                for (position, value) in wanted.enumerated() {
                    let channels = image?[2] ?? 1
                    let plane = wanted.count / channels
                    let at = position % channels * plane + position / channels
                    #expect(
                        abs(Double(layer.values[at]) - value) < 1e-5 * scale,
                        "\(layer.name)[\(position)]: \(layer.values[at]) instead of \(value)")
                }
            }
        }
        for workers in [1, 3] {
            let engine = TrainingEngine(
                network: network, weights: weights, optimizer: .sgd(), batchCapacity: 2, workers: workers, seed: 1)
            let loss = reference.loss(images.reference, labels: images.labels)
            #expect(abs(engine.evaluate(images).loss - loss) < 1e-5 * max(1, loss))
        }
    }

    private static func flattenedShape(_ network: Network, before index: Int) -> [Int]? {
        guard network.specification.layers[index].layer is Flatten, index > 0 else { return nil }
        let shape = network.layers[index - 1].outputShape
        return shape.count == 3 ? shape : nil
    }
}
