import NeuralNetwork

extension TrainingEngine {
    /// One step over these images of the set, or over all of it.
    @discardableResult
    func step(_ images: TestImages, _ indices: [Int32]? = nil) throws(DivergenceError) -> BatchResult {
        let indices = indices ?? (0..<Int32(images.count)).map { $0 }
        var outcome: Result<BatchResult, DivergenceError>?
        images.pixels.withUnsafeBufferPointer { pixels in
            images.labels.withUnsafeBufferPointer { labels in
                indices.withUnsafeBufferPointer { indices in
                    do throws(DivergenceError) {
                        outcome = .success(
                            try step(
                                images: pixels.baseAddress!, labels: labels.baseAddress!,
                                indices: indices.baseAddress!, count: indices.count))
                    } catch {
                        outcome = .failure(error)
                    }
                }
            }
        }
        return try outcome!.get()
    }

    func evaluate(_ images: TestImages) -> Evaluation {
        images.pixels.withUnsafeBufferPointer { pixels in
            images.labels.withUnsafeBufferPointer { labels in
                evaluate(images: pixels.baseAddress!, labels: labels.baseAddress!, count: images.count)
            }
        }
    }
}

/// The gradients that one step finds, read off where momentum keeps them: from rest, `v = −ηg` with η = 1.
struct MeasuredGradients {
    let weights: NetworkWeights
    let result: BatchResult
    /// The engine after the step, for its running averages.
    let engine: TrainingEngine

    init(
        _ network: Network, _ weights: NetworkWeights, _ images: TestImages, workers: Int = 1, seed: UInt64 = 1,
        iteration: Int = 0
    ) throws {
        engine = TrainingEngine(
            network: network, weights: weights, optimizer: .sgd(momentum: 0.5), batchCapacity: images.count,
            workers: workers, seed: seed)
        engine.learningRate = 1
        var state = engine.state
        state.iteration = iteration
        engine.state = state
        result = try engine.step(images)
        self.weights = NetworkWeights(
            trainable: engine.state.moments[0].map { -$0 }, running: [Float](repeating: 0, count: network.runningCount))
    }

    /// In Keras's layout.
    func tensor(_ name: String) -> [Float] {
        engine.network.tensors(of: weights).first { $0.name == name }!.values
    }
}

extension Network {
    /// Weights no one of which is zero by nature, so that no ReLU stands exactly on its kink.
    func scatteredWeights(seed: UInt64) -> NetworkWeights {
        var weights = initialWeights(seed: seed)
        var generator = SplitMix64(seed: seed &+ 77)
        for parameter in parameters {
            for index in parameter.offset..<parameter.offset + parameter.count {
                let spread = generator.nextUnitFloat() - 0.5
                switch parameter.role {
                case .kernel: break
                case .bias, .beta: weights.trainable[index] = spread * 0.4
                case .gamma: weights.trainable[index] = 1 + spread
                case .movingMean: weights.running[index] = spread
                case .movingVariance: weights.running[index] = 1 + spread
                }
            }
        }
        return weights
    }
}
