import CKernels

/// One worker's copy of a network: the layers' buffers, its activations and its gradients.
///
/// What runs where, in which order and on how many images at a time stands in the ``ExecutionPlan``; here it is only done.
final class NetworkWorker {
    let network: Network
    let plan: ExecutionPlan
    let isTraining: Bool
    /// The most images that it is given.
    var capacity: Int { plan.team.share }
    /// Gradients laid out like the parameters; empty for inference.
    let gradients: AlignedBuffer
    var operations: [any LayerOperation] = []
    /// Parameters whose gradients every worker has a part of, and those whose gradients this one computes alone: it adds up
    /// and updates both.
    let reduced: [Range<Int>]
    let owned: [Range<Int>]
    /// Results of the last step's share.
    private(set) var lossSum = 0.0
    private(set) var correct = 0

    /// The input and every layer's output, `[capacity, size]`.
    private var activations: [AlignedBuffer] = []
    /// Which of them hold the images of all workers.
    private var isShared: [Bool] = []
    /// The first layer, where it takes the images as bytes.
    private let reader: (any PixelReader)?
    /// Where this worker's images begin in shared buffers.
    private var firstImage = 0
    // From the plan, at hand in every step.
    private let firstLearning: Int
    private let firstWhole: Int
    private let chunk: Int
    /// Layers whose input and output are the same memory: their gradients stay where they are.
    private let movesNothing: [Bool]
    // Two buffers each for gradients, the one in front of a layer and the one behind it.
    private let chunkGradients: [AlignedBuffer]
    private let wholeGradients: [AlignedBuffer]

    /// - Parameters:
    ///   - takesBytes: Whether images come as bytes rather than as floats in ``input``.
    ///   - shared: What the workers of each layer share, ``ExecutionPlan/sharedBuffers(of:)``.
    init(
        network: Network, plan: ExecutionPlan, worker: Int, isTraining: Bool, takesBytes: Bool, group: WorkerGroup,
        shared: [SharedBuffers?]
    ) {
        self.network = network
        self.plan = plan
        self.isTraining = isTraining
        firstLearning = plan.firstLearning
        firstWhole = plan.firstWhole
        chunk = plan.chunk
        reduced = plan.reduced[worker]
        owned = plan.owned[worker]
        gradients = AlignedBuffer(count: isTraining ? network.trainableCount : 0)
        let layers = network.specification.layers
        movesNothing = layers.map(\.traits.movesNothing)
        let capacity = plan.team.share
        let chunkSize = network.shapes[0...plan.firstWhole].map(\.count).max() ?? 0
        let wholeSize = network.shapes[plan.firstWhole...].map(\.count).max() ?? 0
        let buffers = isTraining ? 2 : 0
        chunkGradients = (0..<(plan.firstWhole > 0 ? buffers : 0)).map { _ in
            AlignedBuffer(count: chunkSize * min(plan.chunk, capacity))
        }
        wholeGradients = (0..<buffers).map { _ in AlignedBuffer(count: wholeSize * capacity) }
        operations = layers.indices.map { index in
            layers[index].layer.operation(
                at: OperationSite(
                    layer: index, network: network, surroundings: network.surroundings(of: index), team: plan.team,
                    isTraining: isTraining, worker: worker, group: group, shared: shared[index]))
        }
        let first = plan.layers.firstIndex(where: \.takesBytes)
        reader = takesBytes ? first.flatMap { [operations] in operations[$0].pixelReader } : nil
        reader?.readsBytes = true
        if isTraining {
            for index in layers.indices where plan.handsOver[index] { operations[index].join(operations[index + 1]) }
        }
        // From the output backwards: a layer that reads the images of all workers finds them in a shared buffer, and layers
        // that move nothing pass on the buffer behind them.
        for index in stride(from: layers.count, through: 0, by: -1) {
            if index < layers.count, plan.layers[index].sharesInput, let input = shared[index]?.input {
                activations.append(input)
                isShared.append(true)
            } else if index < layers.count, movesNothing[index], let last = activations.last {
                activations.append(last)
                isShared.append(isShared[isShared.count - 1])
            } else {
                activations.append(AlignedBuffer(count: network.shapes[index].count * capacity))
                isShared.append(false)
            }
        }
        activations.reverse()
        isShared.reverse()
    }
    func setDropoutRate(_ rate: Float) {
        for operation in operations { operation.setDropoutRate(rate) }
    }

    /// Called for each mini-batch before anything else.
    func prepare(pass: borrowing Pass) {
        firstImage = pass.firstImage
        for operation in operations { operation.prepare(pass: pass) }
    }

    /// Where images of floats go, `[capacity, size]`.
    var input: UnsafeMutablePointer<Float> { activation(0, image: 0) }

    /// Whether ``load(image:_:)`` must be given the images of all workers while training, and which pixels it reads then.
    var loadsAllImages: Bool { reader?.readsAllImages ?? false }
    var pixels: Range<Int> { reader?.pixels ?? 0..<network.shapes[0].count }

    /// Whether ``load(_:from:)`` is possible.
    var loadsLists: Bool { reader != nil }

    /// Takes all images of the mini-batch from the list of a whole data set.
    func load(_ picked: PickedImages, from listed: ListedImages) { reader?.take(picked, from: listed) }

    /// Takes one image of bytes into the mini-batch; images must come in order from 0.
    func load(image: Int, _ bytes: UnsafePointer<UInt8>) {
        if let reader {
            reader.append(image: image, bytes)
        } else {
            let size = network.shapes[0].count
            ck_bytes_to_floats(bytes, Int64(size), input + image * size)
        }
    }

    /// What the last layer answered.
    var logits: UnsafeMutablePointer<Float> { output(of: operations.count - 1) }

    func output(of layer: Int) -> UnsafeMutablePointer<Float> { activation(layer + 1, image: 0) }

    private func activation(_ index: Int, image: Int) -> UnsafeMutablePointer<Float> {
        let first = isShared[index] ? firstImage + image : image
        return activations[index].pointer + first * network.shapes[index].count
    }

    func forward(count: Int, pass: borrowing Pass) {
        for first in stride(from: 0, to: firstWhole > 0 ? count : 0, by: chunk) {
            for index in 0..<firstWhole {
                operations[index].forward(
                    activation(index, image: first), activation(index + 1, image: first), first: first,
                    count: min(chunk, count - first), pass: pass)
            }
        }
        for index in firstWhole..<operations.count {
            operations[index].forward(
                activation(index, image: 0), activation(index + 1, image: 0), first: 0, count: count, pass: pass)
        }
    }

    /// The loss of the activations that ``forward(count:pass:)`` left, and every gradient.
    func backward(labels: UnsafePointer<UInt8>, count: Int, pass: borrowing Pass) {
        var right: Int64 = 0
        lossSum = ck_softmax_cross_entropy(
            logits, labels, Int64(count), Int64(network.classCount), 1 / Float(pass.batchCount),
            wholeGradients[0].pointer, nil, nil, nil, &right)
        correct = Int(right)
        let end = max(firstLearning, firstWhole)
        for index in firstLearning..<operations.count { operations[index].beginBackward(pass: pass) }
        let gradient = backward(
            layers: end..<operations.count, from: wholeGradients[0].pointer, buffers: wholeGradients, first: 0,
            count: count, pass: pass)
        if firstLearning < firstWhole {
            // The other way round than forward: what was written last is still in the cache.
            let size = network.shapes[firstWhole].count
            for first in stride(from: 0, to: count, by: chunk).reversed() {
                _ = backward(
                    layers: firstLearning..<firstWhole, from: gradient + first * size, buffers: chunkGradients,
                    first: first, count: min(chunk, count - first), pass: pass)
            }
        }
        for index in firstLearning..<operations.count { operations[index].endBackward(pass: pass) }
    }

    /// Passes a gradient back through some layers; returns where the gradient of the first one's input stands.
    private func backward(
        layers: Range<Int>, from start: UnsafeMutablePointer<Float>, buffers: [AlignedBuffer], first: Int, count: Int,
        pass: borrowing Pass
    ) -> UnsafeMutablePointer<Float> {
        var gradient = start
        for index in layers.reversed() {
            if movesNothing[index] { continue }
            let next = gradient == buffers[0].pointer ? buffers[1].pointer : buffers[0].pointer
            operations[index].backward(
                activation(index, image: first), activation(index + 1, image: first), outputGradient: gradient,
                inputGradient: index == firstLearning ? nil : next, first: first, count: count, pass: pass)
            gradient = next
        }
        return gradient
    }

    /// The first layer whose output for the last images is not finite.
    func firstLayerNotFinite(count: Int) -> String? {
        for (index, layer) in network.layers.enumerated() {
            let size = network.shapes[index + 1].count
            if !ck_all_finite(output(of: index), Int64(count * size)) { return layer.name }
        }
        return nil
    }
}
