import NeuralNetwork
import Testing

@Suite struct DivergenceTests {
    private static let network: Network = {
        let layers = [
            LayerSpecification(name: "flatten", layer: .flatten),
            LayerSpecification(name: "first", layer: .dense(units: 12, activation: .relu)),
            LayerSpecification(name: "second", layer: .dense(units: 8)),
            LayerSpecification(name: "logits", layer: .dense(units: 3)),
        ]
        guard let network = try? Network(NetworkSpecification(inputShape: [6, 6, 1], layers: layers)) else {
            preconditionFailure("the layers fit")
        }
        return network
    }()

    private static let images = TestImages(count: 8, shape: [6, 6, 1], classes: 3, seed: 1)

    private static func engine(_ weights: NetworkWeights, workers: Int, optimizer: OptimizerSpecification = .sgd())
        -> TrainingEngine
    {
        TrainingEngine(
            network: network, weights: weights, optimizer: optimizer, batchCapacity: 8, workers: workers, seed: 1)
    }

    @Test(arguments: [1, 2, 3])
    func hugeLearningRate(workers: Int) throws {
        let engine = Self.engine(
            Self.network.scatteredWeights(seed: 1), workers: workers, optimizer: .sgd(momentum: 0.9))
        engine.learningRate = 1e20
        var before = engine.state
        let error = #expect(throws: DivergenceError.self) {
            for _ in 0..<20 {
                before = engine.state
                try engine.step(Self.images)
            }
        }
        #expect(error?.learningRate == 1e20)
        #expect(error?.step == before.iteration && before.iteration > 0)
        let layers = ["first", "second", "logits"]
        #expect(layers.contains(error?.layer ?? ""))
        #expect(engine.state == before)
        #expect(before.weights.trainable.allSatisfy { $0.isFinite })
        #expect(error?.description.contains("lower the learning rate") == true)
        // The engine is still good for a smaller rate from better weights.
        engine.setWeights(Self.network.initialWeights(seed: 1))
        engine.state.moments = [[Float](repeating: 0, count: Self.network.trainableCount)]
        engine.learningRate = 0.01
        #expect(try engine.step(Self.images).lossSum.isFinite)
    }

    @Test(arguments: ["first", "second", "logits"], [Float.nan, .infinity])
    func namesTheLayer(layer: String, value: Float) throws {
        var weights = Self.network.initialWeights(seed: 2)
        let bias = Self.network.parameters.first { $0.name == "\(layer)/bias" }!
        weights.trainable[bias.offset + 1] = value
        for workers in [1, 2] {
            let engine = Self.engine(weights, workers: workers)
            let error = #expect(throws: DivergenceError.self) { try engine.step(Self.images) }
            #expect(error?.quantity == .loss)
            #expect(error?.layer == layer)
            #expect(error?.step == 0)
        }
    }

    /// The loss is still ln 3 while the gradient of the first layer leaves the range of a float.
    @Test func gradientAlone() throws {
        let network = try Network(
            NetworkSpecification(
                inputShape: [1, 1, 1],
                layers: [
                    LayerSpecification(name: "flatten", layer: .flatten),
                    LayerSpecification(name: "small", layer: .dense(units: 1)),
                    LayerSpecification(name: "logits", layer: .dense(units: 3)),
                ]))
        var weights = NetworkWeights(trainable: [Float](repeating: 0, count: network.trainableCount))
        let kernel = network.parameters.first { $0.name == "logits/kernel" }!
        weights.trainable.replaceSubrange(kernel.offset..<kernel.offset + 3, with: [-3.4e38, 3.4e38, 3.4e38])
        let engine = TrainingEngine(
            network: network, weights: weights, optimizer: .sgd(), batchCapacity: 1, workers: 1, seed: 1)
        let image = TestImages(pixels: [255], labels: [0], shape: [1, 1, 1])
        let error = #expect(throws: DivergenceError.self) { try engine.step(image) }
        #expect(error?.quantity == .gradient)
        #expect(error?.layer == "small")
        #expect(engine.copyWeights() == weights)
        #expect(engine.iteration == 0)
    }
}
