import Foundation
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
            .init(name: "convolution", layer: .convolution(filters: 4, kernel: 3, activation: .relu)),
            .init(name: "flatten", layer: .flatten),
            .init(name: "hidden", layer: .dense(units: 12, activation: .relu)),
            .init(name: "logits", layer: .dense(units: 10)),
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
            .init(name: "flatten", layer: .flatten),
            .init(name: "sigmoid", layer: .dense(units: 12, activation: .sigmoid)),
            .init(name: "tanh", layer: .dense(units: 12, activation: .tanh)),
            .init(name: "logits", layer: .dense(units: 10)),
        ]
        let saturated = try reports(layers, biases: ["sigmoid/bias": 100, "tanh/bias": -100])
        #expect(saturated[0].saturatedFraction == 1 && saturated[1].saturatedFraction == 1)
        #expect(saturated[0].deadFraction == nil)
        let lively = try reports(layers, biases: [:])
        #expect(try #require(lively[1].saturatedFraction) < 0.2)
    }

    /// A network of one hidden layer whose unit `u` answers `activation(kernel[u] · pixel + biases[u])` for one pixel.
    private func report(
        _ activation: Activation, kernel: [Float], biases: [Float], pixel: Int
    ) throws -> LayerReport {
        let network = try Network(
            NetworkSpecification(layers: [
                .init(name: "flatten", layer: .flatten),
                .init(name: "hidden", layer: .dense(units: biases.count, activation: activation)),
                .init(name: "logits", layer: .dense(units: 10)),
            ]))
        var tensors = network.tensors(of: network.initialWeights(seed: 1))
        for index in tensors.indices where tensors[index].name.hasPrefix("hidden/") {
            if tensors[index].name.hasSuffix("/bias") {
                tensors[index].values = biases
            } else {
                tensors[index].values = Array(repeating: 0, count: tensors[index].values.count)
                for unit in biases.indices { tensors[index].values[pixel * biases.count + unit] = kernel[unit] }
            }
        }
        let weights = try network.weights(from: tensors, file: "memory")
        let inspector = LayerInspector(network: network, images: try SyntheticDigits.make().test)
        return try #require(
            inspector.reports(weights: weights, classifier: Classifier(network: network, weights: weights)).first)
    }

    /// Pixel (3, 3) is brighter than 100 in the images of class 0 alone: a unit that asks for that is zero for most images
    /// and yet alive.
    @Test func aUnitIsDeadOnlyWhereItIsZeroForEveryImage() throws {
        let report = try report(.relu, kernel: [1, 0, 0, 1], biases: [-0.4, -1, 1, -2], pixel: 3 * 28 + 3)
        #expect(report.deadFraction == 0.5)
    }

    /// Saturated is what lies within 1 % of an end of the range: of 0 to 1 by 0.01, of −1 to 1 by 0.02.
    @Test func saturatedIsWithinOnePerCentOfTheEnds() throws {
        func logit(_ value: Float) -> Float { Float(-log(1 / Double(value) - 1)) }
        let values: [Float] = [0.009, 0.011, 0.05, 0.95, 0.989, 0.991, 0.5, 0.1]
        let sigmoid = try report(
            .sigmoid, kernel: Array(repeating: 0, count: 8), biases: values.map(logit), pixel: 0)
        #expect(sigmoid.saturatedFraction == 2.0 / 8)
        let ends: [Float] = [-0.985, -0.975, -0.9, 0.9, 0.975, 0.985, 0, 0.5]
        let tanh = try report(
            .tanh, kernel: Array(repeating: 0, count: 8), biases: ends.map { Float(atanh(Double($0))) }, pixel: 0)
        #expect(tanh.saturatedFraction == 2.0 / 8)
    }
}
