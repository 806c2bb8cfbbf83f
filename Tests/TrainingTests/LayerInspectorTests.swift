import NeuralNetwork
import Telemetry
import Testing
import Training

@Suite struct LayerInspectorTests {
    private func reports(_ layers: [LayerSpecification], biases: [String: Float]) throws -> [LayerReport] {
        let network = try Network(NetworkSpecification(layers: layers))
        var weights = network.initialWeights(seed: 1)
        for parameter in network.parameters {
            guard let bias = biases[parameter.name] else { continue }
            for index in 0..<parameter.count { weights.trainable[parameter.offset + index] = bias }
        }
        let inspector = LayerInspector(network: network, images: try SyntheticDigits.make().test)
        return inspector.reports(weights: weights, classifier: Classifier(network: network, weights: weights))
    }

    @Test func findsDeadReLUs() throws {
        let layers: [LayerSpecification] = [
            .init(name: "convolution", kind: .convolution(filters: 4, kernel: 3, activation: .relu)),
            .init(name: "flatten", kind: .flatten),
            .init(name: "hidden", kind: .dense(units: 12, activation: .relu)),
            .init(name: "logits", kind: .dense(units: 10)),
        ]
        let dead = try reports(layers, biases: ["convolution/bias": -100, "hidden/bias": 1])
        #expect(dead.map(\.name) == ["convolution", "hidden", "logits"])
        #expect(dead[0].deadFraction == 1)
        // Behind a dead layer every unit answers its bias.
        #expect(dead[1].deadFraction == 0)
        #expect(dead[1].activations?.quantiles == Array(repeating: 1, count: 8))
        #expect(dead[1].biases?.quantiles == Array(repeating: 1, count: 8))
        #expect(dead[2].deadFraction == nil && dead[2].saturatedFraction == nil)
        let alive = try reports(layers, biases: ["convolution/bias": 1])
        #expect(alive[0].deadFraction == 0)
        #expect(alive[0].weightHistogram.reduce(0, +) == 4 * 9)
    }

    @Test func findsSaturatedSigmoidsAndTanhs() throws {
        let layers: [LayerSpecification] = [
            .init(name: "flatten", kind: .flatten),
            .init(name: "sigmoid", kind: .dense(units: 12, activation: .sigmoid)),
            .init(name: "tanh", kind: .dense(units: 12, activation: .tanh)),
            .init(name: "logits", kind: .dense(units: 10)),
        ]
        let saturated = try reports(layers, biases: ["sigmoid/bias": 100, "tanh/bias": -100])
        #expect(saturated[0].saturatedFraction == 1 && saturated[1].saturatedFraction == 1)
        #expect(saturated[0].deadFraction == nil)
        let lively = try reports(layers, biases: [:])
        #expect(try #require(lively[1].saturatedFraction) < 0.2)
    }
}
