import NeuralNetwork
import Testing

/// Weights have one order, Keras's, whatever the engine's plan.
@Suite struct WeightsOrderTests {
    private static var networks: [Network] {
        [DeterminismTests.network, DeterminismTests.large, DeterminismTests.pixels, DeterminismTests.dropped]
    }

    @Test(arguments: 0..<4, [1, 2, 3])
    func goInAndOutUnchanged(index: Int, workers: Int) {
        let network = Self.networks[index]
        let weights = network.scatteredWeights(seed: 8)
        let engine = TrainingEngine(
            network: network, weights: weights, optimizer: .adam(), batchCapacity: 12, workers: workers, seed: 1)
        #expect(engine.copyWeights() == weights)
        // Moments too: they are laid out like the weights.
        var state = engine.state
        for index in state.moments.indices { state.moments[index] = weights.trainable.map { abs($0) } }
        engine.state = state
        #expect(engine.state == state)
    }

    @Test func areTheTensors() {
        for network in Self.networks {
            let weights = network.scatteredWeights(seed: 8)
            let tensors = network.tensors(of: weights)
            for (parameter, tensor) in zip(network.parameters, tensors) {
                let all = parameter.role.isTrainable ? weights.trainable : weights.running
                #expect(tensor.values == Array(all[parameter.offset..<parameter.offset + parameter.count]))
            }
        }
    }

    /// A state saved with one plan goes on with another; only sums in another order make a difference.
    @Test func aStateFitsAnyNumberOfWorkers() throws {
        for network in Self.networks {
            func engine(_ workers: Int) -> TrainingEngine {
                TrainingEngine(
                    network: network, weights: network.initialWeights(seed: 2), optimizer: .adam(), batchCapacity: 12,
                    workers: workers, seed: 1)
            }
            let images = TestImages(count: 12, shape: network.specification.inputShape, classes: 10, seed: 5)
            let one = engine(1)
            one.learningRate = 0.001
            for _ in 0..<3 { try one.step(images) }
            let two = engine(2)
            two.learningRate = 0.001
            two.state = one.state
            let (first, second) = (try one.step(images), try two.step(images))
            #expect(abs(first.lossSum - second.lossSum) < 1e-4 * max(1, first.lossSum))
            let difference = zip(one.copyWeights().trainable, two.copyWeights().trainable).map { abs($0 - $1) }.max()
            #expect(try #require(difference) < 1e-4)
        }
    }

    /// A bias as long as the flattened image is not one of its pixels' values.
    @Test func aBiasIsNotAnImage() throws {
        let network = try Network(
            NetworkSpecification(
                inputShape: [2, 2, 1],
                layers: [
                    LayerSpecification(name: "conv", layer: .convolution(filters: 2, kernel: 1)),
                    LayerSpecification(name: "flatten", layer: .flatten),
                    LayerSpecification(name: "hidden", layer: .dense(units: 8)),
                    LayerSpecification(name: "logits", layer: .dense(units: 2)),
                ]))
        var tensors = network.tensors(of: network.initialWeights(seed: 1))
        for index in tensors.indices { tensors[index].values = tensors[index].values.map { _ in 0 } }
        tensors[3].values = [1, 2, 3, 4, 5, 6, 7, 8]
        #expect(tensors[3].name == "hidden/bias")
        let weights = try network.weights(from: tensors, file: "hand")
        let answers = Classifier(network: network, weights: weights).activations(of: [0, 0, 0, 0])
        #expect(answers[2].values == [1, 2, 3, 4, 5, 6, 7, 8])
    }

    /// A seed gives the network that it always gave: the numbers were worked out apart from this program, in the order in which
    /// its first version drew them.
    @Test func aSeedIsGoodForEver() throws {
        let network = try Network(
            NetworkSpecification(layers: [
                LayerSpecification(name: "conv1", layer: .convolution(filters: 6, kernel: 6)),
                LayerSpecification(name: "conv2", layer: .convolution(filters: 12, kernel: 5, stride: 2)),
                LayerSpecification(name: "conv3", layer: .convolution(filters: 24, kernel: 4, stride: 2)),
                LayerSpecification(name: "flatten", layer: .flatten),
                LayerSpecification(name: "hidden", layer: .dense(units: 200)),
                LayerSpecification(name: "logits", layer: .dense(units: 10)),
            ]))
        var tensors: [String: [Float]] = [:]
        for tensor in network.tensors(of: network.initialWeights(seed: 1)) { tensors[tensor.name] = tensor.values }
        #expect(tensors["conv2/kernel"]?[((1 * 5 + 2) * 6 + 3) * 12 + 4] == 0.0044861296)
        #expect(tensors["conv3/kernel"]?[((3 * 4 + 0) * 12 + 11) * 24 + 23] == 0.08811858)
        #expect(tensors["hidden/kernel"]?[((2 * 7 + 5) * 24 + 13) * 200 + 77] == -0.025518095)
        #expect(tensors["logits/kernel"]?[150 * 10 + 7] == -0.060062755)
    }
}
