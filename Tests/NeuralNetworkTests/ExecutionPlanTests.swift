import NeuralNetwork
import Testing

/// The plan is a value: what it says of the notebook's networks, and that no parameter is forgotten or done twice.
@Suite struct ExecutionPlanTests {
    private static func dense(_ units: Int, _ name: String) -> LayerSpecification {
        LayerSpecification(name: name, layer: .dense(units: units, activation: name == "logits" ? nil : .relu))
    }

    private static func network(_ layers: [LayerSpecification]) throws -> Network {
        try Network(NetworkSpecification(layers: layers))
    }

    private static let flatten = LayerSpecification(name: "flatten", layer: .flatten)

    private static let conv = [
        LayerSpecification(name: "conv1", layer: .convolution(filters: 6, kernel: 6, activation: .relu)),
        LayerSpecification(name: "conv2", layer: .convolution(filters: 12, kernel: 5, stride: 2, activation: .relu)),
        LayerSpecification(name: "conv3", layer: .convolution(filters: 24, kernel: 4, stride: 2, activation: .relu)),
        flatten, dense(200, "hidden"), LayerSpecification(name: "drop", layer: .dropout(rate: 0.35)),
        dense(10, "logits"),
    ]

    private static let deep =
        [flatten, dense(200, "a"), dense(100, "b"), dense(60, "c"), dense(30, "d"), dense(10, "logits")]

    private static func methods(_ network: Network, workers: Int, batch: Int) -> [String] {
        ExecutionPlan(network: network, workers: workers, batch: batch).layers.map(\.method)
    }

    @Test func choosesAsTheTableSays() throws {
        let deep = try Self.network(Self.deep)
        let rest = ["plain", "plain", "plain", "plain"]
        #expect(Self.methods(deep, workers: 2, batch: 100) == ["nothing moves", "split by pixels"] + rest)
        #expect(Self.methods(deep, workers: 1, batch: 100) == ["nothing moves", "sparse pixels"] + rest)
        // A mini-batch of one image has one worker.
        #expect(Self.methods(deep, workers: 4, batch: 1) == ["nothing moves", "sparse pixels"] + rest)
        // Images are listed with 16-bit numbers.
        #expect(Self.methods(deep, workers: 2, batch: 70_000) == ["nothing moves", "plain"] + rest)
        let conv = try Self.network(Self.conv)
        for workers in [1, 2] {
            let plan = ExecutionPlan(network: conv, workers: workers, batch: 32)
            #expect(plan.layers[4].method == "sliced by outputs" && plan.layers[6].method == "plain")
            #expect((0..<3).map { plan.handsOver(layer: $0) } == [true, true, false])
            #expect(plan.imagesAtATime(layer: 0) <= 16 && plan.imagesAtATime(layer: 4) == 32 / workers)
            #expect(plan.layers[4].exchange == "nothing" || workers > 1)
        }
        // 65,535 weights are not yet sliced, 65,536 are.
        let wide = try Self.network([
            Self.flatten, Self.dense(255, "a"), Self.dense(257, "b"), Self.dense(10, "logits"),
        ])
        #expect(Self.methods(wide, workers: 2, batch: 10)[2] == "plain")
        let wider = try Self.network([
            Self.flatten, Self.dense(256, "a"), Self.dense(256, "b"), Self.dense(10, "logits"),
        ])
        #expect(Self.methods(wider, workers: 2, batch: 10)[2] == "sliced by outputs")
    }

    @Test func saysWhy() throws {
        for layers in [Self.conv, Self.deep] {
            let network = try Self.network(layers)
            for (layer, plan) in zip(network.layers, ExecutionPlan(network: network, workers: 2, batch: 100).layers)
            where layer.parameterCount > 0 {
                #expect(!plan.reason.isEmpty && !plan.exchange.isEmpty, "\(layer.name)")
            }
        }
    }

    /// Normalisation needs all images at once, so nothing runs in chunks.
    @Test func wholeBatches() throws {
        var layers = Self.conv
        layers.insert(LayerSpecification(name: "norm", layer: .batchNormalization()), at: 1)
        let plan = ExecutionPlan(network: try Self.network(layers), workers: 2, batch: 100)
        #expect(layers.indices.allSatisfy { plan.imagesAtATime(layer: $0) == 50 && !plan.handsOver(layer: $0) })
    }
}
