import NeuralNetwork
import Testing

/// Tensors are known under other names only where there is no doubt.
@Suite struct TensorNamesTests {
    private static func network(_ names: [String]) throws -> Network {
        try Network(
            NetworkSpecification(
                inputShape: [4, 4, 1],
                layers: [
                    LayerSpecification(name: names[0], layer: .convolution(filters: 2, kernel: 3)),
                    LayerSpecification(name: "norm", layer: .batchNormalization()),
                    LayerSpecification(name: "flatten", layer: .flatten),
                    LayerSpecification(name: names[1], layer: .dense(units: 8, activation: .relu)),
                    LayerSpecification(name: names[2], layer: .dense(units: 8, activation: .relu)),
                    LayerSpecification(name: names[3], layer: .dense(units: 8, activation: .relu)),
                    LayerSpecification(name: names[4], layer: .dense(units: 3)),
                ]))
    }

    private static let ours = ["conv_layer_1", "fc_layer_2", "fc_layer_3", "fc_layer_4", "logits"]

    private static func check(_ theirs: [String], _ rename: (String) -> String = { $0 }) throws {
        let network = try network(ours)
        let other = try Self.network(theirs)
        let weights = network.scatteredWeights(seed: 4)
        let tensors = other.tensors(of: weights).map {
            NamedTensor(name: rename($0.name), shape: $0.shape, values: $0.values)
        }
        #expect(try network.weights(from: tensors, file: "f") == weights)
        // The order in the file says nothing: safetensors are often sorted by name.
        #expect(try network.weights(from: tensors.sorted { $0.name > $1.name }, file: "f") == weights)
    }

    @Test func namesOfTheFirstVersion() throws {
        try Self.check(["conv2d_1", "hidden_layer_1", "hidden_layer_2", "hidden_layer_3", "output_layer"])
    }

    @Test func namesThatKerasGives() throws {
        try Self.check(["conv2d", "dense", "dense_1", "dense_2", "dense_3"])
        try Self.check(["conv2d", "dense_8", "dense_9", "dense_10", "dense_11"])
        try Self.check(Self.ours) { "sequential_1/\($0)" }
        try Self.check(["conv2d", "dense", "dense_1", "dense_2", "dense_3"]) { "sequential/\($0)" }
    }

    @Test func doubtIsAnError() throws {
        let network = try Self.network(Self.ours)
        let weights = network.scatteredWeights(seed: 4)
        let strange = try Self.network(["first", "alpha", "beta", "gamma", "last"])
        #expect(
            throws: NetworkError.ambiguousLayers(
                found: ["beta", "gamma"], expected: ["fc_layer_3", "fc_layer_4"], file: "f")
        ) { try network.weights(from: strange.tensors(of: weights), file: "f") }
        // One of the three under its own name: the others still have no order.
        let half = try Self.network(["first", "fc_layer_3", "beta", "gamma", "last"])
        #expect(throws: NetworkError.self) { try network.weights(from: half.tensors(of: weights), file: "f") }
        // A layer too few is a missing layer, whatever the others are called.
        let tensors = strange.tensors(of: weights).filter { !$0.name.hasPrefix("gamma/") }
        #expect(throws: NetworkError.self) { try network.weights(from: tensors, file: "f") }
        // The same tensor twice.
        let twice = network.tensors(of: weights)
        #expect(throws: NetworkError.self) {
            try network.weights(
                from: twice + [NamedTensor(name: "sequential/logits/bias", shape: [3], values: [0, 0, 0])], file: "f")
        }
    }
}
