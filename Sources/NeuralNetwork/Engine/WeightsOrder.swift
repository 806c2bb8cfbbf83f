/// Where the engine's order of the parameters differs from Keras's, which ``NetworkWeights`` have: the door through which all
/// numbers go in and out.
struct WeightsOrder {
    private struct Tensor {
        let offset: Int
        let count: Int
        /// For each element in Keras's order its place in the engine's; `nil` where both agree.
        let places: [Int32]?
    }

    private let trainable: [Tensor]
    private let running: [Tensor]

    init(network: Network, plan: ExecutionPlan) {
        func tensors(_ isTrainable: Bool) -> [Tensor] {
            network.parameters.filter { $0.role.isTrainable == isTrainable }.map { parameter in
                let order = plan.layers[parameter.layer].orders[parameter.role] ?? .keras
                return Tensor(
                    offset: parameter.offset, count: parameter.count, places: order.places(shape: parameter.shape))
            }
        }
        trainable = tensors(true)
        running = tensors(false)
    }

    /// Puts weights into the engine's buffers; allocates nothing.
    func take(_ weights: NetworkWeights, parameters: AlignedBuffer, running: AlignedBuffer) {
        takeTrainable(weights.trainable, to: parameters)
        Self.take(weights.running, self.running, to: running)
    }

    /// A vector as long as the trainable parameters: an optimizer's moments.
    func takeTrainable(_ values: [Float], to buffer: AlignedBuffer) { Self.take(values, trainable, to: buffer) }

    /// A copy of what the engine's buffers hold.
    func weights(parameters: AlignedBuffer, running: AlignedBuffer) -> NetworkWeights {
        NetworkWeights(trainable: trainableValues(parameters), running: Self.values(running, self.running))
    }

    func trainableValues(_ buffer: AlignedBuffer) -> [Float] { Self.values(buffer, trainable) }

    private static func take(_ values: [Float], _ tensors: [Tensor], to buffer: AlignedBuffer) {
        precondition(values.count == buffer.count, "a buffer of \(buffer.count) floats cannot take \(values.count)")
        values.withUnsafeBufferPointer { source in
            for tensor in tensors {
                let target = buffer.pointer + tensor.offset
                guard let base = source.baseAddress.map({ $0 + tensor.offset }) else { return }
                guard let places = tensor.places else {
                    target.update(from: base, count: tensor.count)
                    continue
                }
                places.withUnsafeBufferPointer { places in
                    for index in 0..<tensor.count { target[Int(places[index])] = base[index] }
                }
            }
        }
    }

    private static func values(_ buffer: AlignedBuffer, _ tensors: [Tensor]) -> [Float] {
        [Float](unsafeUninitializedCapacity: buffer.count) { target, count in
            for tensor in tensors {
                let source = buffer.pointer + tensor.offset
                guard let base = target.baseAddress.map({ $0 + tensor.offset }) else { continue }
                guard let places = tensor.places else {
                    base.initialize(from: source, count: tensor.count)
                    continue
                }
                places.withUnsafeBufferPointer { places in
                    for index in 0..<tensor.count { (base + index).initialize(to: source[Int(places[index])]) }
                }
            }
            count = buffer.count
        }
    }
}
