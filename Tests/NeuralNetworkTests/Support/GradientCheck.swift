import NeuralNetwork
import Testing

/// Compares an engine's gradients with central finite differences of the reference in doubles.
struct GradientCheck {
    let network: Network
    let images: TestImages
    var seed: UInt64 = 3
    var workers = 1
    var masks: [String: ReferenceNetwork.Batch] = [:]
    /// Elements of each tensor tried one by one; along two more directions all of them change at once.
    var elements = 6

    /// Of single-precision sums behind a polynomial exponential.
    static let tolerance = 3e-5
    static let step = 1e-6

    init(network: Network, images: TestImages, seed: UInt64 = 3) {
        self.network = network
        self.images = images
        self.seed = seed
    }

    init(_ layers: [LayerSpecification], shape: [Int], images count: Int = 2, classes: Int, seed: UInt64 = 3) throws {
        network = try Network(NetworkSpecification(inputShape: shape, layers: layers))
        images = TestImages(count: count, shape: shape, classes: classes, seed: seed &+ 11)
        self.seed = seed
    }

    func run(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let weights = network.scatteredWeights(seed: seed)
        let measured = try MeasuredGradients(network, weights, images, workers: workers, seed: seed)
        try run(weights: weights, measured: measured, sourceLocation: sourceLocation)
    }

    func run(
        weights: NetworkWeights, measured: MeasuredGradients, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var reference = ReferenceNetwork(network, weights)
        reference.isTraining = true
        reference.masks = masks
        let batch = images.reference
        let loss = reference.loss(batch, labels: images.labels)
        #expect(
            abs(measured.result.lossSum / Double(images.count) - loss) < 1e-5 * max(1, loss),
            sourceLocation: sourceLocation)

        var generator = SplitMix64(seed: seed &+ 5)
        for tensor in network.tensors(of: measured.weights) where !tensor.name.contains("moving_") {
            let original = reference.parameters[tensor.name]!
            let scale = Double(tensor.values.map(abs).max()!)

            func slope(_ direction: [(index: Int, sign: Double)]) -> Double {
                var ends: [Double] = []
                for side in [1.0, -1.0] {
                    for (index, sign) in direction {
                        reference.parameters[tensor.name]![index] = original[index] + side * sign * Self.step
                    }
                    ends.append(reference.loss(batch, labels: images.labels))
                }
                reference.parameters[tensor.name] = original
                return (ends[0] - ends[1]) / (2 * Self.step)
            }

            let some =
                tensor.values.count <= elements
                ? Array(tensor.values.indices)
                : (0..<elements).map { _ in Int.random(in: tensor.values.indices, using: &generator) }
            for index in some {
                let expected = slope([(index, 1)])
                let found = Double(tensor.values[index])
                #expect(
                    abs(found - expected) < Self.tolerance * max(scale, 5e-3),
                    "\(tensor.name)[\(index)]: \(found) instead of \(expected)", sourceLocation: sourceLocation)
            }
            guard tensor.values.count > elements else { continue }
            for _ in 0..<2 {
                let direction = tensor.values.indices.map { ($0, Bool.random(using: &generator) ? 1.0 : -1.0) }
                let expected = slope(direction)
                let found = direction.reduce(0) { $0 + $1.1 * Double(tensor.values[$1.0]) }
                let room = Self.tolerance * max(scale, 5e-3) * Double(direction.count).squareRoot()
                #expect(
                    abs(found - expected) < room, "\(tensor.name), a direction: \(found) instead of \(expected)",
                    sourceLocation: sourceLocation)
            }
        }
    }
}
