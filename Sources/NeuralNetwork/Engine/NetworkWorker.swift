import CKernels

/// One worker's copy of a network: the layers' buffers, its activations and its gradients.
final class NetworkWorker {
    let network: Network
    let capacity: Int
    let isTraining: Bool
    /// Gradients laid out like the parameters; empty for inference.
    let gradients: AlignedBuffer
    /// The input and every layer's output, `[capacity, size]`.
    private(set) var activations: [AlignedBuffer] = []
    private var activationGradients: [AlignedBuffer] = []
    private(set) var operations: [any LayerOperation] = []
    /// What each layer reads: flatten passes its input on unchanged.
    private var firstLearning = 0
    /// Results of the last step's share.
    private(set) var lossSum = 0.0
    private(set) var correct = 0
    var isGradientFinite = true

    init(
        network: Network, capacity: Int, isTraining: Bool, group: WorkerGroup, shared: [Int: SharedSums]
    ) {
        self.network = network
        self.capacity = capacity
        self.isTraining = isTraining
        gradients = AlignedBuffer(count: isTraining ? network.trainableCount : 0)
        activations.append(AlignedBuffer(count: network.shapes[0].count * capacity))
        firstLearning = network.layers.firstIndex { $0.parameterCount > 0 } ?? 0
        for (index, layer) in network.specification.layers.enumerated() {
            operations.append(operation(layer, index: index, group: group, shared: shared[index]))
            if case .flatten = layer.kind {
                activations.append(activations[index])
            } else {
                activations.append(AlignedBuffer(count: network.shapes[index + 1].count * capacity))
            }
        }
        guard isTraining else { return }
        // Gradients need two buffers only: the one in front of a layer and the one behind it.
        let largest = network.shapes.dropFirst().map(\.count).max() ?? 0
        activationGradients = [AlignedBuffer(count: largest * capacity), AlignedBuffer(count: largest * capacity)]
    }

    private func operation(
        _ layer: LayerSpecification, index: Int, group: WorkerGroup, shared: SharedSums?
    ) -> any LayerOperation {
        let input = network.shapes[index]
        let output = network.shapes[index + 1]
        func offset(_ role: ParameterDescription.Role) -> Int { network.parameter(layer: index, role: role).offset }
        switch layer.kind {
        case .dense(let units, let activation, _):
            // Only pixels are mostly zero: behind another layer BLAS is faster.
            if index == firstLearning, max(input.count, capacity) <= SparseDenseOperation.largestIndex {
                return SparseDenseOperation(
                    inputs: input.count, outputs: units, activation: activation, kernelOffset: offset(.kernel),
                    biasOffset: offset(.bias), capacity: capacity)
            }
            return DenseOperation(
                inputs: input.count, outputs: units, activation: activation, kernelOffset: offset(.kernel),
                biasOffset: offset(.bias))
        case .convolution(let filters, let kernel, let stride, let padding, let activation, _):
            let shape = ck_convolution_make(
                Int32(input.channels), Int32(input.height), Int32(input.width), Int32(filters), Int32(kernel),
                Int32(stride), padding == .same)
            return ConvolutionOperation(
                shape: shape, activation: activation, kernelOffset: offset(.kernel), biasOffset: offset(.bias),
                capacity: capacity, isTraining: isTraining)
        case .maxPooling(let size, let stride, let padding):
            return MaxPoolingOperation(
                input: input, output: output, size: size, stride: stride, padding: padding, capacity: capacity)
        case .dropout(let rate):
            return DropoutOperation(rate: rate, size: input.count, layer: index)
        case .flatten:
            return FlattenOperation()
        case .batchNormalization(let momentum, let epsilon):
            guard let shared else { preconditionFailure("batch normalisation needs the workers' shared sums") }
            return BatchNormalizationOperation(
                shape: input, momentum: momentum, epsilon: epsilon, gammaOffset: offset(.gamma),
                betaOffset: offset(.beta), runningOffset: offset(.movingMean), shared: shared, group: group)
        case .activation(let activation):
            return ActivationOperation(activation: activation, size: input.count)
        }
    }

    func setDropoutRate(_ rate: Float) {
        for case let dropout as DropoutOperation in operations { dropout.rate = rate }
    }

    func prepare(pass: borrowing Pass) {
        for operation in operations { operation.prepare(pass: pass) }
    }

    var input: UnsafeMutablePointer<Float> { activations[0].pointer }

    var logits: UnsafeMutablePointer<Float> { activations[activations.count - 1].pointer }

    func forward(count: Int, pass: borrowing Pass) {
        for index in operations.indices {
            operations[index].forward(
                activations[index].pointer, activations[index + 1].pointer, count: count, pass: pass)
        }
    }

    /// The loss of the activations that ``forward(count:pass:)`` left, and every gradient.
    func backward(labels: UnsafePointer<UInt8>, count: Int, pass: borrowing Pass) {
        var current = 0
        var right: Int64 = 0
        lossSum = ck_softmax_cross_entropy(
            logits, labels, Int64(count), Int64(network.classCount), 1 / Float(pass.batchCount),
            activationGradients[current].pointer, nil, nil, nil, &right)
        correct = Int(right)
        for index in stride(from: operations.count - 1, through: firstLearning, by: -1) {
            // The gradient stays where it is behind a flatten layer.
            if operations[index] is FlattenOperation { continue }
            let isFirst = index == firstLearning
            operations[index].backward(
                activations[index].pointer, activations[index + 1].pointer,
                outputGradient: activationGradients[current].pointer,
                inputGradient: isFirst ? nil : activationGradients[1 - current].pointer, count: count, pass: pass)
            current = 1 - current
        }
    }

    /// The first layer whose output for the last images is not finite.
    func firstLayerNotFinite(count: Int) -> String? {
        for (index, layer) in network.layers.enumerated() {
            let size = network.shapes[index + 1].count
            if !ck_all_finite(activations[index + 1].pointer, Int64(count * size)) { return layer.name }
        }
        return nil
    }
}
