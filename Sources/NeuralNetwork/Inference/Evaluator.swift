/// Asks a network about whole sets of labelled images, on several threads; the one way to do so outside training.
///
/// Used from one thread at a time. Made anew for another network; ``setWeights(_:)`` puts in other weights.
public final class Evaluator {
    public let network: Network
    private let group: WorkerGroup
    private let workers: [NetworkWorker]
    private let order: WeightsOrder
    private let parameters: AlignedBuffer
    private let running: AlignedBuffer

    /// Images of one worker at a time: as many as keep the matrix products busy without leaving the cache.
    private static let share = 50

    /// - Parameter workers: Threads that share the images, the caller's included.
    public init(network: Network, weights: NetworkWeights, workers wanted: Int) {
        precondition(wanted >= 1, "an evaluator needs a worker")
        self.network = network
        let group = WorkerGroup(count: wanted)
        self.group = group
        let count = group.count
        let plan = ExecutionPlan(network: network, workers: count, batch: count * Self.share)
        let shared = plan.sharedBuffers(of: network)
        workers = (0..<count).map { index in
            NetworkWorker(
                network: network, plan: plan, worker: index, isTraining: false, takesBytes: true, group: group,
                shared: shared)
        }
        order = WeightsOrder(network: network, plan: plan)
        parameters = AlignedBuffer(count: network.trainableCount)
        running = AlignedBuffer(count: network.runningCount)
        setWeights(weights)
    }

    deinit { group.stop() }

    public func setWeights(_ weights: NetworkWeights) {
        order.take(weights, parameters: parameters, running: running)
    }

    /// Loss, accuracy and every answer over `count` images in order.
    ///
    /// - Parameters:
    ///   - images: `[count, height · width · channels]` bytes; a pixel is divided by 255.
    ///   - labels: `[count]` classes, each below the network's ``Network/classCount``.
    public func evaluate(images: UnsafePointer<UInt8>, labels: UnsafePointer<UInt8>, count: Int) -> Evaluation {
        EvaluationPass.run(workers, group: group, images: images, labels: labels, count: count) { index in
            Pass(
                isTraining: false, parameters: UnsafePointer(parameters.pointer), running: running.pointer,
                gradients: workers[index].gradients.pointer, summedGradients: workers[index].gradients.pointer,
                dropoutKey: 0, firstImage: index * workers[index].capacity, batchCount: count, worker: index)
        }
    }
}
