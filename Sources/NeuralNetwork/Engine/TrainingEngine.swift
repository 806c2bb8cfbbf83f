import CKernels

/// Trains one network: owns its weights, the optimizer's moments and the worker threads.
///
/// Used from one thread at a time. The same seed, worker count and BLAS kernel give the same bits, run after run and with
/// any number of threads: every worker has a fixed share of each mini-batch, and the gradients are added in the workers'
/// order.
public final class TrainingEngine {
    public let network: Network
    /// How it trains.
    public let plan: ExecutionPlan
    /// Shares of each mini-batch; the threads that carry them out may be fewer.
    public let workerCount: Int
    public let batchCapacity: Int
    /// Why there are fewer threads or workers than were asked for.
    public var threadFailure: ThreadStartError? { group.failure }
    /// Of the next step; the caller applies its schedule.
    public var learningRate: Double = 0.001
    /// Steps taken.
    public private(set) var iteration = 0

    private let seed: UInt64
    private let group: WorkerGroup
    let workers: [NetworkWorker]
    /// Whether each worker's gradients and loss of the last step were finite, a cache line apart.
    private let finite: UnsafeMutablePointer<Bool>
    private let imageSize: Int
    /// Where all weights go in and out.
    private let order: WeightsOrder
    private let parameters: AlignedBuffer
    private let summedGradients: UnsafeMutablePointer<Float>
    private let running: AlignedBuffer
    private let optimizer: Optimizer
    private let gradientParts: UnsafeMutablePointer<UnsafePointer<Float>?>
    private let batchLabels: UnsafeMutablePointer<UInt8>
    private var listed: ListedImages?
    private var batch: Batch?
    private var stepJob: (Int) -> Void = { _ in }

    /// - Parameters:
    ///   - batchCapacity: The largest mini-batch that ``step(images:labels:indices:count:)`` will be given.
    ///   - workers: Shares of each mini-batch, worked on by at most as many threads, the caller's included.
    ///   - threads: At most so many; where nothing is said, as many as this process may use processors.
    ///   - seed: Of the dropout masks.
    public init(
        network: Network, weights: NetworkWeights, optimizer: OptimizerSpecification, batchCapacity: Int, workers: Int,
        threads: Int? = nil, seed: UInt64
    ) {
        precondition(batchCapacity >= 1 && workers >= 1, "an engine needs a worker and room for an image")
        self.network = network
        self.batchCapacity = batchCapacity
        self.seed = seed
        let group = WorkerGroup(count: min(workers, batchCapacity), threads: threads)
        self.group = group
        workerCount = group.count
        let plan = ExecutionPlan(network: network, workers: workerCount, batch: batchCapacity)
        self.plan = plan
        order = WeightsOrder(network: network, plan: plan)
        let shared = plan.sharedBuffers(of: network)
        self.workers = (0..<workerCount).map { index in
            NetworkWorker(
                network: network, plan: plan, worker: index, isTraining: true, takesBytes: true, group: group,
                shared: shared)
        }
        finite = .allocate(capacity: workerCount * Self.line)
        finite.initialize(repeating: true, count: workerCount * Self.line)
        imageSize = network.shapes[0].count
        parameters = AlignedBuffer(count: network.trainableCount)
        summedGradients = self.workers[0].gradients.pointer
        running = AlignedBuffer(count: network.runningCount)
        self.optimizer = Optimizer(optimizer, count: network.trainableCount)
        gradientParts = .allocate(capacity: workerCount)
        for (index, worker) in self.workers.enumerated() {
            (gradientParts + index).initialize(to: UnsafePointer(worker.gradients.pointer))
        }
        batchLabels = .allocate(capacity: batchCapacity)
        batchLabels.initialize(repeating: 0, count: batchCapacity)
        setWeights(weights)
        // Kept, so that no step has to allocate it.
        stepJob = { [unowned self] worker in
            if let batch { step(worker: worker, batch: batch) }
        }
    }

    deinit {
        group.stop()
        finite.deallocate()
        listed?.deallocate()
        gradientParts.deallocate()
        batchLabels.deallocate()
    }

    /// Sets the rate of every dropout layer from the next step on.
    public func setDropoutRate(_ rate: Float) {
        precondition(rate >= 0 && rate < 1, "a dropout rate is at least 0 and below 1")
        for worker in workers { worker.setDropoutRate(rate) }
    }

    /// Bytes that no two workers write to at once.
    private static let line = 64

    private var isFinite: Bool { (0..<workerCount).allSatisfy { finite[$0 * Self.line] } }

    private func pass(worker: Int, training: Bool, first: Int, count: Int) -> Pass {
        Pass(
            isTraining: training, parameters: UnsafePointer(parameters.pointer), running: running.pointer,
            gradients: workers[worker].gradients.pointer, summedGradients: summedGradients,
            dropoutKey: seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: iteration), firstImage: first,
            batchCount: count, worker: worker)
    }

    /// The mini-batch of the running step.
    private struct Batch {
        var images: UnsafePointer<UInt8>
        var labels: UnsafePointer<UInt8>
        var indices: UnsafePointer<Int32>
        var count: Int
        /// Indices behind these, of the mini-batches to come.
        var following: Int
    }

    /// One worker's part of a step.
    private func step(worker index: Int, batch: Batch) {
        let worker = workers[index]
        let first = batch.count * index / workerCount
        let share = batch.count * (index + 1) / workerCount - first
        let pass = pass(worker: index, training: true, first: first, count: batch.count)
        worker.prepare(pass: pass)
        load(worker.loadsAllImages ? 0..<batch.count : first..<first + share, of: batch, into: worker)
        for image in first..<first + share { batchLabels[image] = batch.labels[Int(batch.indices[image])] }
        worker.forward(count: share, pass: pass)
        worker.backward(labels: batchLabels + first, count: share, pass: pass)
        if !plan.endsInBarrier { group.barrier() }
        finite[index * Self.line] = sumGradients(worker) && worker.lossSum.isFinite
        group.barrier()
        // All workers see the same flags, so all of them step or none does.
        guard isFinite else { return }
        for range in worker.owned { update(range) }
        for range in worker.reduced { update(range) }
    }

    /// Gives a worker its images, and fetches those of the next mini-batch.
    private func load(_ images: Range<Int>, of batch: Batch, into worker: NetworkWorker) {
        let picked = PickedImages(
            indices: batch.indices + images.lowerBound, count: images.count,
            known: batch.count + batch.following - images.lowerBound, ahead: batch.following > 0 ? batch.count : 4)
        if let listed, listed.images == batch.images { return worker.load(picked, from: listed) }
        let pixels = worker.pixels
        for image in 0..<picked.count {
            if image + picked.ahead < picked.known {
                let later = Int(picked.indices[image + picked.ahead]) * imageSize
                ck_prefetch(batch.images + later + pixels.lowerBound, Int64(pixels.count))
            }
            worker.load(image: image, batch.images + Int(picked.indices[image]) * imageSize)
        }
    }

    /// Lists the pixels of a set that steps will be given again and again, where the network can make use of it.
    ///
    /// The images must stay as they are for as long as steps are given them.
    ///
    /// - Parameter images: `[count, 784]` bytes.
    public func prepare(images: UnsafePointer<UInt8>, count: Int) {
        guard workers[0].loadsLists else { return }
        let parts = workers[0].loadsAllImages ? workers.map(\.pixels) : [0..<imageSize]
        listed?.deallocate()
        listed = ListedImages(images, count: count, size: imageSize, parts: parts)
    }

    /// One training step over `count` images picked by index: forward, loss, backward, optimizer.
    ///
    /// - Parameters:
    ///   - images: `[n, 784]` bytes of the whole set; a pixel is divided by 255.
    ///   - labels: `[n]` classes.
    ///   - indices: `[count + following]` positions in the set.
    ///   - following: How many indices of the next steps stand behind this one's, whose images are then fetched ahead.
    /// - Throws: ``DivergenceError``; the weights are then those before this step.
    public func step(
        images: UnsafePointer<UInt8>, labels: UnsafePointer<UInt8>, indices: UnsafePointer<Int32>, count: Int,
        following: Int = 0
    ) throws(DivergenceError) -> BatchResult {
        precondition(count >= 1 && count <= batchCapacity, "a mini-batch of \(count) does not fit")
        batch = Batch(images: images, labels: labels, indices: indices, count: count, following: following)
        group.runStored(work: count, stepJob)
        batch = nil
        var result = BatchResult(lossSum: 0, correct: 0, count: count)
        for worker in workers {
            result.lossSum += worker.lossSum
            result.correct += worker.correct
        }
        if !isFinite { throw divergence(count: count) }
        iteration += 1
        return result
    }

    /// Adds the workers' gradients, in their order, over one worker's part of the parameters; false where one is not finite.
    private func sumGradients(_ worker: NetworkWorker) -> Bool {
        let summed = summedGradients
        var isFinite = true
        for range in worker.reduced {
            isFinite =
                ck_reduce(gradientParts, Int64(workerCount), Int64(range.lowerBound), Int64(range.count), summed)
                && isFinite
        }
        for range in worker.owned {
            isFinite = ck_all_finite(summed + range.lowerBound, Int64(range.count)) && isFinite
        }
        return isFinite
    }

    private func update(_ range: Range<Int>) {
        optimizer.step(
            parameters.pointer, gradients: summedGradients, first: range.lowerBound, count: range.count,
            learningRate: learningRate, iteration: iteration)
    }

    private func divergence(count: Int) -> DivergenceError {
        for (index, worker) in workers.enumerated() {
            let share = count * (index + 1) / workerCount - count * index / workerCount
            if let layer = worker.firstLayerNotFinite(count: share) {
                return DivergenceError(quantity: .loss, layer: layer, step: iteration, learningRate: learningRate)
            }
        }
        let summed = workers[0].gradients.pointer
        let culprit = network.parameters.first { parameter in
            parameter.role.isTrainable && !ck_all_finite(summed + parameter.offset, Int64(parameter.count))
        }
        let layer = network.layers[culprit?.layer ?? network.layers.count - 1].name
        return DivergenceError(
            quantity: culprit == nil ? .loss : .gradient, layer: layer, step: iteration, learningRate: learningRate)
    }

    /// Loss, accuracy and every answer over `count` images in order, without changing anything.
    public func evaluate(images: UnsafePointer<UInt8>, labels: UnsafePointer<UInt8>, count: Int) -> Evaluation {
        EvaluationPass.run(workers, group: group, images: images, labels: labels, count: count) { index in
            pass(worker: index, training: false, first: index * plan.team.share, count: count)
        }
    }

    /// A copy of the weights as they are now.
    public func copyWeights() -> NetworkWeights {
        order.weights(parameters: parameters, running: running)
    }

    /// Replaces the weights; moments and iteration count stay.
    public func setWeights(_ weights: NetworkWeights) {
        order.take(weights, parameters: parameters, running: running)
    }

    /// Everything that the next steps depend on, so that a run can go on bit for bit.
    public var state: EngineState {
        get {
            EngineState(
                weights: copyWeights(), moments: optimizer.moments.map(order.trainableValues), iteration: iteration,
                seed: seed)
        }
        set {
            precondition(newValue.seed == seed, "a state goes back into an engine of the same seed")
            precondition(newValue.moments.count == optimizer.moments.count, "the state is another optimizer's")
            setWeights(newValue.weights)
            for (moment, values) in zip(optimizer.moments, newValue.moments) { order.takeTrainable(values, to: moment) }
            iteration = newValue.iteration
        }
    }
}
