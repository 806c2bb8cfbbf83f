import CKernels

/// Asks a trained network about single images; made anew (cheaply) for new weights, used from one thread at a time.
public final class Classifier {
    public let network: Network
    private let worker: NetworkWorker
    private let order: WeightsOrder
    private let parameters: AlignedBuffer
    private let running: AlignedBuffer

    public init(network: Network, weights: NetworkWeights) {
        self.network = network
        let group = WorkerGroup(count: 1)
        let plan = ExecutionPlan(network: network, workers: 1, batch: 1)
        worker = NetworkWorker(
            network: network, plan: plan, worker: 0, isTraining: false, takesBytes: false, group: group,
            shared: plan.sharedBuffers(of: network))
        order = WeightsOrder(network: network, plan: plan)
        parameters = AlignedBuffer(count: network.trainableCount)
        running = AlignedBuffer(count: network.runningCount)
        setWeights(weights)
    }

    private var pass: Pass {
        Pass(
            isTraining: false, parameters: UnsafePointer(parameters.pointer), running: running.pointer,
            gradients: worker.gradients.pointer, summedGradients: worker.gradients.pointer, dropoutKey: 0,
            firstImage: 0, batchCount: 1, worker: 0)
    }

    /// Replaces the weights without allocating.
    public func setWeights(_ weights: NetworkWeights) {
        order.take(weights, parameters: parameters, running: running)
        worker.prepare(pass: pass)
    }

    /// The probability of each class for one image of grey levels from 0 to 1.
    public func probabilities(of pixels: [Float]) -> [Float] {
        precondition(pixels.count == network.shapes[0].count, "an image has \(network.shapes[0].count) pixels")
        pixels.withUnsafeBufferPointer { worker.input.update(from: $0.baseAddress!, count: pixels.count) }
        return answer()
    }

    /// The same for bytes, 255 being full ink.
    public func probabilities(of pixels: UnsafePointer<UInt8>) -> [Float] {
        ck_bytes_to_floats(pixels, Int64(network.shapes[0].count), worker.input)
        return answer()
    }

    private func answer() -> [Float] {
        worker.forward(count: 1, pass: pass)
        var probabilities = [Float](repeating: 0, count: network.classCount)
        _ = ck_softmax_cross_entropy(
            worker.logits, nil, 1, Int64(network.classCount), 0, nil, &probabilities, nil, nil, nil)
        return probabilities
    }

    /// What every layer answers to one image, in order; the last one's values are logits.
    public func activations(of pixels: [Float]) -> [LayerActivation] {
        _ = probabilities(of: pixels)
        return network.layers.indices.map { index in
            let shape = network.shapes[index + 1]
            let values = UnsafeBufferPointer(start: worker.output(of: index), count: shape.count)
            return LayerActivation(name: network.layers[index].name, shape: shape.dimensions, values: Array(values))
        }
    }
}
