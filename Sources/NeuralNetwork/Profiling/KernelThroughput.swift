/// How fast one layer's kernel runs on one core, beside plain loops.
public struct KernelThroughput: Sendable, Equatable {
    public var layer: String
    /// `forward` or `backward`.
    public var direction: String
    /// Multiply-adds × 2 of one image.
    public var flops: Int
    /// Of one image.
    public var seconds: Double
    public var naiveSeconds: Double
}

extension KernelThroughput {
    /// Measures every dense and convolutional layer of a network on random images, one thread, everything in the cache.
    public static func measure(_ network: Network, batchSize: Int, seconds: Double = 0.1) -> [KernelThroughput] {
        var generator = SplitMix64(seed: 1)
        let size = network.shapes[0].count
        // MNIST's own share of blank pixels.
        let images = (0..<batchSize * size).map { _ in
            generator.nextUnitFloat() < 0.81 ? 0 : UInt8.random(in: 1...255, using: &generator)
        }
        let labels = (0..<batchSize).map { UInt8($0 % network.classCount) }
        let indices = (0..<Int32(batchSize)).map { $0 }
        let engine = TrainingEngine(
            network: network, weights: network.initialWeights(seed: 1), optimizer: .sgd(), batchCapacity: batchSize,
            workers: 1, seed: 1)
        engine.learningRate = 0
        func step() {
            // With a learning rate of 0 nothing can diverge.
            _ = try? engine.step(images: images, labels: labels, indices: indices, count: batchSize)
        }
        step()
        var steps = 0
        engine.startProfiling()
        let start = ProfiledOperation.now
        repeat {
            step()
            steps += 1
        } while ProfiledOperation.now - start < seconds || steps < 3
        let profile = engine.endProfiling()
        var isFirst = true
        var results: [KernelThroughput] = []
        for (index, layer) in profile.enumerated() where layer.forwardFLOPs > 0 {
            let naive = naiveSeconds(network, layer: index, batchSize: batchSize, isFirst: isFirst, seconds: seconds)
            isFirst = false
            let count = Double(steps * batchSize)
            results.append(
                KernelThroughput(
                    layer: layer.name, direction: "forward", flops: layer.forwardFLOPs,
                    seconds: layer.forwardSeconds / count, naiveSeconds: naive.forward))
            results.append(
                KernelThroughput(
                    layer: layer.name, direction: "backward", flops: layer.backwardFLOPs,
                    seconds: layer.backwardSeconds / count, naiveSeconds: naive.backward))
        }
        return results
    }

    private static func naiveSeconds(
        _ network: Network, layer: Int, batchSize: Int, isFirst: Bool, seconds: Double
    ) -> (forward: Double, backward: Double) {
        let (input, output) = (network.shapes[layer], network.shapes[layer + 1])
        let weights = AlignedBuffer(count: network.parameter(layer: layer, role: .kernel).count)
        let gradient = AlignedBuffer(count: weights.count)
        let x = AlignedBuffer(count: input.count * batchSize)
        let dx = AlignedBuffer(count: input.count * batchSize)
        let y = AlignedBuffer(count: output.count * batchSize)
        for buffer in [weights, x, y] { buffer.pointer.update(repeating: 0.5, count: buffer.count) }
        let inputGradient = isFirst ? nil : dx.pointer

        /// The best of several, an image.
        func time(_ body: () -> Void) -> Double {
            var best = Double.infinity
            let begin = ProfiledOperation.now
            repeat {
                let start = ProfiledOperation.now
                body()
                best = min(best, ProfiledOperation.now - start)
            } while ProfiledOperation.now - begin < seconds
            return best / Double(batchSize)
        }

        guard let layer = network.specification.layers[layer].layer as? Convolution else {
            let forward = time {
                NaiveKernels.dense(x.pointer, weights.pointer, y.pointer, batchSize, input.count, output.count)
            }
            let backward = time {
                NaiveKernels.denseBackward(
                    x.pointer, weights.pointer, y.pointer, gradient.pointer, inputGradient, batchSize, input.count,
                    output.count)
            }
            return (forward, backward)
        }
        let window = layer.window(over: input)
        let convolution = NaiveKernels.Convolution(
            input: input, output: output, kernel: layer.kernel, stride: layer.stride, top: window.padTop,
            left: window.padLeft)
        let forward = time {
            for image in 0..<batchSize {
                convolution.forward(x.pointer + image * input.count, weights.pointer, y.pointer + image * output.count)
            }
        }
        let backward = time {
            for image in 0..<batchSize {
                convolution.backward(
                    x.pointer + image * input.count, weights.pointer, y.pointer + image * output.count,
                    gradient.pointer, inputGradient.map { $0 + image * input.count })
            }
        }
        return (forward, backward)
    }
}
