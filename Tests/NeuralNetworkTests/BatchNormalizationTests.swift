import NeuralNetwork
import Testing

@Suite struct BatchNormalizationTests {
    private static func network(momentum: Float) throws -> Network {
        try Network(
            NetworkSpecification(
                inputShape: [5, 4, 2],
                layers: [
                    LayerSpecification(name: "norm", layer: .batchNormalization(momentum: momentum)),
                    LayerSpecification(name: "flatten", layer: .flatten),
                    LayerSpecification(name: "logits", layer: .dense(units: 3)),
                ]))
    }

    /// `running ← momentum · running + (1 − momentum) · batch`, the variance divided by n.
    @Test(arguments: [0, 0.9, 0.99] as [Float], [1, 2, 3])
    func runningAverages(momentum: Float, workers: Int) throws {
        let network = try Self.network(momentum: momentum)
        let images = TestImages(count: 7, shape: [5, 4, 2], classes: 3, seed: 31)
        let weights = network.scatteredWeights(seed: 2)
        let measured = try MeasuredGradients(network, weights, images, workers: workers)
        let (mean, variance) = ReferenceNetwork.statistics(images.reference, channels: 2)
        let before = ReferenceNetwork(network, weights).parameters
        let after = ReferenceNetwork(network, measured.engine.copyWeights()).parameters
        let kept = Double(momentum)
        for channel in 0..<2 {
            let expectedMean = kept * before["norm/moving_mean"]![channel] + (1 - kept) * mean[channel]
            let expectedVariance = kept * before["norm/moving_variance"]![channel] + (1 - kept) * variance[channel]
            #expect(abs(after["norm/moving_mean"]![channel] - expectedMean) < 1e-6)
            #expect(abs(after["norm/moving_variance"]![channel] - expectedVariance) < 1e-6)
        }
    }

    /// At inference the running averages stand in for the batch's.
    @Test func inference() throws {
        try ConvolutionTests.compareForward(try Self.network(momentum: 0.99))
    }

    /// Cancellation: a mean far from zero must not cost the variance its digits.
    @Test func smallSpreadAroundALargeMean() throws {
        let network = try Self.network(momentum: 0)
        var generator = SplitMix64(seed: 4)
        let pixels = (0..<6 * 40).map { _ in UInt8.random(in: 250...251, using: &generator) }
        let images = TestImages(pixels: pixels, labels: [0, 1, 2, 0, 1, 2], shape: [5, 4, 2])
        let measured = try MeasuredGradients(network, network.scatteredWeights(seed: 2), images)
        let (_, variance) = ReferenceNetwork.statistics(images.reference, channels: 2)
        let found = ReferenceNetwork(network, measured.engine.copyWeights()).parameters["norm/moving_variance"]!
        for channel in 0..<2 {
            // Good to single precision next to an ε of 0.001; squares around zero would be off by ten times as much.
            #expect(abs(found[channel] - variance[channel]) < 1e-7)
        }
    }
}
