import NeuralNetwork
import Testing

/// What dropout lets through, read off the gradient of a kernel of zeros.
///
/// With all logits zero, `∂kernel[i, j] = Σₙ xₙᵢ (0.1 − [labelₙ = j]) / N`. With one image a class and class 9 unused,
/// column 9 holds the sum and column n what image n adds to it, so that every dropped-out pixel can be read.
@Suite struct DropoutTests {
    static let count = 9
    static let pixels = 28 * 28

    static func network(rate: Float) throws -> Network {
        try Network(
            NetworkSpecification(layers: [
                LayerSpecification(name: "drop", layer: .dropout(rate: rate)),
                LayerSpecification(name: "flatten", layer: .flatten),
                LayerSpecification(name: "logits", layer: .dense(units: 10, initializer: .zeros)),
            ]))
    }

    /// White images: `[image][pixel]` behind dropout.
    static func draw(rate: Float, seed: UInt64 = 7, iteration: Int = 0, workers: Int = 1) throws -> [[Float]] {
        let network = try network(rate: rate)
        let images = TestImages(
            pixels: [UInt8](repeating: 255, count: count * pixels), labels: (0..<UInt8(count)).map { $0 },
            shape: [28, 28, 1])
        let gradient = try MeasuredGradients(
            network, network.initialWeights(seed: 1), images, workers: workers, seed: seed, iteration: iteration
        ).tensor("logits/kernel")
        return (0..<count).map { image in
            (0..<pixels).map { (gradient[$0 * 10 + 9] - gradient[$0 * 10 + image]) * Float(count) }
        }
    }

    static func isDropped(_ draws: [[Float]]) -> [[Bool]] { draws.map { $0.map { $0 < 0.5 } } }

    @Test(arguments: [0.1, 0.25, 0.5, 0.75, 0.9] as [Float])
    func rateAndMean(rate: Float) throws {
        var dropped = 0
        var sum = 0.0
        let steps = 10
        for step in 0..<steps {
            for value in try Self.draw(rate: rate, iteration: step).joined() {
                // Nothing or the whole, scaled up.
                #expect(abs(value) < 1e-4 || abs(value * (1 - rate) - 1) < 1e-4)
                if value < 0.5 { dropped += 1 }
                sum += Double(value)
            }
        }
        let draws = Double(steps * Self.count * Self.pixels)
        // Five standard deviations of a binomial share, and of the mean it leaves.
        let deviation = (Double(rate) * (1 - Double(rate)) / draws).squareRoot()
        #expect(abs(Double(dropped) / draws - Double(rate)) < 5 * deviation)
        #expect(abs(sum / draws - 1) < 5 * deviation / (1 - Double(rate)))
    }

    @Test func zeroRateKeepsEverything() throws {
        for value in try Self.draw(rate: 0).joined() { #expect(abs(value - 1) < 1e-5) }
    }

    @Test func masksDiffer() throws {
        let first = Self.isDropped(try Self.draw(rate: 0.5))
        let nextStep = Self.isDropped(try Self.draw(rate: 0.5, iteration: 1))
        let otherSeed = Self.isDropped(try Self.draw(rate: 0.5, seed: 8))
        func agreement(_ a: [Bool], _ b: [Bool]) -> Double {
            Double(zip(a, b).count { $0 == $1 }) / Double(a.count)
        }
        // Independent coins agree half the time; 784 of them hardly ever by more than 0.1 beyond.
        for image in 0..<Self.count {
            #expect(abs(agreement(first[image], nextStep[image]) - 0.5) < 0.1, "step, image \(image)")
            #expect(abs(agreement(first[image], otherSeed[image]) - 0.5) < 0.1, "seed, image \(image)")
            for other in 0..<image {
                #expect(abs(agreement(first[image], first[other]) - 0.5) < 0.1, "images \(image) and \(other)")
            }
        }
        // Neighbours are independent too: a pixel says nothing of the next one, or of the one below.
        for lag in [1, 2, 16, 28] {
            let row = Array(first.joined())
            #expect(abs(agreement(Array(row.dropFirst(lag)), Array(row.dropLast(lag))) - 0.5) < 0.03, "lag \(lag)")
        }
    }

    @Test(arguments: [2, 3, 4, 9])
    func sameForAnyWorkerCount(workers: Int) throws {
        let alone = Self.isDropped(try Self.draw(rate: 0.35, iteration: 3))
        let shared = Self.isDropped(try Self.draw(rate: 0.35, iteration: 3, workers: workers))
        #expect(alone == shared)
    }

    @Test func rateChangesLive() throws {
        let network = try Self.network(rate: 0.5)
        let images = TestImages(
            pixels: [UInt8](repeating: 255, count: Self.pixels), labels: [0], shape: [28, 28, 1])
        let engine = TrainingEngine(
            network: network, weights: network.initialWeights(seed: 1), optimizer: .sgd(momentum: 0.5),
            batchCapacity: 1, workers: 1, seed: 1)
        for rate in [0, 0.9] as [Float] {
            engine.setDropoutRate(rate)
            var state = engine.state
            state.weights = network.initialWeights(seed: 1)
            state.moments = [[Float](repeating: 0, count: network.trainableCount)]
            engine.state = state
            engine.learningRate = 1
            try engine.step(images)
            let kept = stride(from: 0, to: Self.pixels * 10, by: 10).count { engine.state.moments[0][$0] != 0 }
            #expect(rate == 0 ? kept == Self.pixels : kept > 20 && kept < 160)
        }
    }

    @Test func inferenceKeepsEverything() throws {
        let with = try Self.network(rate: 0.9)
        let weights = with.scatteredWeights(seed: 3)
        let images = TestImages(count: 4, shape: [28, 28, 1], classes: 10, seed: 1)
        let engine = TrainingEngine(
            network: with, weights: weights, optimizer: .sgd(), batchCapacity: 4, workers: 2, seed: 1)
        let loss = ReferenceNetwork(with, weights).loss(images.reference, labels: images.labels)
        #expect(abs(engine.evaluate(images).loss - loss) < 1e-5)
    }
}
