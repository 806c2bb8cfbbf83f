import NeuralNetwork
import Testing

/// The same seed, workers and kernel give the same bits; a saved state goes on as if nothing had happened.
@Suite struct DeterminismTests {
    /// One with every kind of layer, and one whose dense layer is large enough to be shared by outputs.
    static let network = make([
        LayerSpecification(name: "conv1", layer: .convolution(filters: 6, kernel: 5, activation: .relu)),
        LayerSpecification(name: "pool", layer: .maxPooling(size: 2, stride: 2)),
        LayerSpecification(name: "conv2", layer: .convolution(filters: 9, kernel: 4, stride: 2)),
        LayerSpecification(name: "norm", layer: .batchNormalization(momentum: 0.9)),
        LayerSpecification(name: "act", layer: .activation(.relu)),
        LayerSpecification(name: "flatten", layer: .flatten),
        LayerSpecification(name: "drop", layer: .dropout(rate: 0.3)),
        LayerSpecification(name: "hidden", layer: .dense(units: 20, activation: .tanh)),
        LayerSpecification(name: "logits", layer: .dense(units: 10)),
    ])

    static let large = make([
        LayerSpecification(name: "conv1", layer: .convolution(filters: 5, kernel: 3, activation: .relu)),
        LayerSpecification(name: "conv2", layer: .convolution(filters: 4, kernel: 4, activation: .relu)),
        LayerSpecification(name: "flatten", layer: .flatten),
        LayerSpecification(name: "hidden", layer: .dense(units: 100, activation: .relu)),
        LayerSpecification(name: "drop", layer: .dropout(rate: 0.3)),
        LayerSpecification(name: "logits", layer: .dense(units: 10)),
    ])

    /// First layers that the workers share by pixels: straight from the bytes, and behind dropout.
    static let pixels = make([
        LayerSpecification(name: "flatten", layer: .flatten),
        LayerSpecification(name: "hidden", layer: .dense(units: 20, activation: .relu)),
        LayerSpecification(name: "logits", layer: .dense(units: 10)),
    ])

    static let dropped = make([
        LayerSpecification(name: "flatten", layer: .flatten),
        LayerSpecification(name: "drop1", layer: .dropout(rate: 0.25)),
        LayerSpecification(name: "hidden", layer: .dense(units: 33, activation: .sigmoid)),
        LayerSpecification(name: "drop2", layer: .dropout(rate: 0.25)),
        LayerSpecification(name: "logits", layer: .dense(units: 10)),
    ])

    static func make(_ layers: [LayerSpecification]) -> Network {
        guard let network = try? Network(NetworkSpecification(inputShape: [14, 13, 1], layers: layers)) else {
            preconditionFailure("the layers fit")
        }
        return network
    }

    static let images = TestImages(count: 60, shape: [14, 13, 1], classes: 10, seed: 6)

    /// Whole mini-batches, a short last one, and one of a single image.
    static let batches: [[Int32]] = [
        Array(0..<13), Array(20..<33), [59, 3, 3, 8], [7], Array(40..<53), [1, 2],
    ]

    static func engine(
        _ network: Network = network, workers: Int, threads: Int? = nil, optimizer: OptimizerSpecification = .adam()
    ) -> TrainingEngine {
        let engine = TrainingEngine(
            network: network, weights: network.initialWeights(seed: 5), optimizer: optimizer, batchCapacity: 13,
            workers: workers, threads: threads, seed: 99)
        engine.learningRate = 0.003
        return engine
    }

    /// However many threads carry the workers out: one for all, some, or one each.
    @Test(arguments: [1, 2, 3, 5], [network, large, pixels, dropped])
    func sameBits(workers: Int, network: Network) throws {
        var states: [EngineState] = []
        var losses: [[Double]] = []
        for threads in [1, 2, workers] {
            let engine = Self.engine(network, workers: workers, threads: threads)
            losses.append([])
            for _ in 0..<3 {
                for batch in Self.batches {
                    losses[losses.count - 1].append(try engine.step(Self.images, batch).lossSum)
                }
            }
            states.append(engine.state)
        }
        #expect(states[0].weights != network.initialWeights(seed: 5))
        #expect(states[0] == states[1] && states[1] == states[2])
        #expect(losses[0] == losses[1] && losses[1] == losses[2])
    }

    @Test(arguments: [network, large, pixels, dropped])
    func otherWorkerCountsAreClose(network: Network) throws {
        var runs: [[Float]] = []
        for workers in 1...4 {
            let engine = Self.engine(network, workers: workers, optimizer: .sgd(momentum: 0.9))
            engine.learningRate = 0.05
            for batch in Self.batches { try engine.step(Self.images, batch) }
            runs.append(engine.copyWeights().trainable + engine.copyWeights().running)
        }
        for run in runs.dropFirst() {
            let furthest = zip(run, runs[0]).map { abs($0 - $1) }.max()!
            #expect(furthest < 2e-4)
            // Sums are taken in another order, so the bits differ; equal ones would mean that no work was shared.
            #expect(run != runs[0])
        }
    }

    /// One step finds the same gradients whatever the share of each worker, even where some get no image at all.
    @Test(arguments: [1, 2, 3, 4, 7], [network, large, pixels, dropped])
    func sharesAddUp(count: Int, network: Network) throws {
        for workers in [2, 3, 5] { try sharesAddUp(count: count, network: network, workers: workers) }
    }

    private func sharesAddUp(count: Int, network: Network, workers: Int) throws {
        let images = TestImages(count: count, shape: [14, 13, 1], classes: 10, seed: 10)
        let weights = network.scatteredWeights(seed: 1)
        var engines: [TrainingEngine] = []
        for workers in [1, workers] {
            let engine = TrainingEngine(
                network: network, weights: weights, optimizer: .sgd(momentum: 0.5), batchCapacity: 7,
                workers: workers, seed: 3)
            engine.learningRate = 1
            // A full batch first, so that what it leaves in the buffers would be seen.
            try engine.step(TestImages(count: 7, shape: [14, 13, 1], classes: 10, seed: 12))
            var state = engine.state
            state.weights = weights
            state.moments = [[Float](repeating: 0, count: network.trainableCount)]
            engine.state = state
            try engine.step(images)
            engines.append(engine)
        }
        let (one, many) = (engines[0].state, engines[1].state)
        // With one image, batch normalisation divides by √ε: gradients there are sums of large, cancelling terms.
        let scale = one.moments[0].map(abs).max()!
        for (a, b) in zip(one.moments[0], many.moments[0]) { #expect(abs(a - b) < 2e-4 * scale) }
        for (a, b) in zip(one.weights.running, many.weights.running) { #expect(abs(a - b) < 1e-5) }
    }

    @Test(
        arguments: [
            .sgd(), .sgd(momentum: 0.9, nesterov: true), .rmsprop(), .adam(), .adamW(),
        ] as [OptimizerSpecification])
    func resumesBitForBit(optimizer: OptimizerSpecification) throws {
        for workers in [1, 2] {
            let straight = Self.engine(workers: workers, optimizer: optimizer)
            let first = Self.engine(workers: workers, optimizer: optimizer)
            for batch in Self.batches {
                try straight.step(Self.images, batch)
                try first.step(Self.images, batch)
            }
            let second = TrainingEngine(
                network: Self.network, weights: Self.network.initialWeights(seed: 1_000), optimizer: optimizer,
                batchCapacity: 13, workers: workers, seed: 99)
            second.learningRate = 0.003
            second.state = first.state
            #expect(second.iteration == Self.batches.count)
            for batch in Self.batches {
                let a = try straight.step(Self.images, batch)
                let b = try second.step(Self.images, batch)
                #expect(a == b)
            }
            #expect(straight.state == second.state)
        }
    }

    @Test func evaluationChangesNothing() throws {
        let watched = Self.engine(workers: 2)
        let alone = Self.engine(workers: 2)
        for batch in Self.batches {
            try watched.step(Self.images, batch)
            _ = watched.evaluate(Self.images)
            try alone.step(Self.images, batch)
        }
        #expect(watched.state == alone.state)
    }

    @Test func seedsMatter() {
        #expect(Self.network.initialWeights(seed: 1) == Self.network.initialWeights(seed: 1))
        #expect(Self.network.initialWeights(seed: 1) != Self.network.initialWeights(seed: 2))
    }
}
