import NeuralNetwork

/// The tests' oracle: the same network in plain loops over doubles, channels last and with Keras's names and layouts.
///
/// It shares no code with the engine but the specification, and only goes forward: gradients are its finite differences.
struct ReferenceNetwork {
    /// Every image's `[height, width, channels]`, row-major.
    typealias Batch = [[Double]]

    struct Shape: Equatable {
        var height: Int
        var width: Int
        var channels: Int
        var count: Int { height * width * channels }
    }

    let specification: NetworkSpecification
    /// Values by Keras's name: `conv2d_1/kernel`.
    var parameters: [String: [Double]]
    /// Batch statistics and dropout masks instead of what inference uses.
    var isTraining = false
    /// Factor of every unit by dropout layer and image; a missing layer keeps all units.
    var masks: [String: Batch] = [:]

    init(_ network: Network, _ weights: NetworkWeights) {
        specification = network.specification
        parameters = [:]
        for tensor in network.tensors(of: weights) { parameters[tensor.name] = tensor.values.map(Double.init) }
    }

    /// Every layer's answer to every image, in order.
    func outputs(_ images: Batch) -> [Batch] {
        var shape = Shape(
            height: specification.inputShape[0], width: specification.inputShape[1],
            channels: specification.inputShape[2])
        var current = images
        var all: [Batch] = []
        for layer in specification.layers {
            (current, shape) = answer(layer, current, shape)
            all.append(current)
        }
        return all
    }

    /// One layer's answer to every image, and its shape.
    private func answer(_ specification: LayerSpecification, _ images: Batch, _ shape: Shape) -> (Batch, Shape) {
        func parameter(_ role: String) -> [Double] { parameters["\(specification.name)/\(role)"]! }
        switch specification.layer {
        case let dense as Dense:
            let (kernel, bias) = (parameter("kernel"), parameter("bias"))
            let answer = images.map { Self.activate(Self.dense($0, kernel, bias, dense.units), dense.activation) }
            return (answer, Shape(height: 1, width: 1, channels: dense.units))
        case let layer as Convolution:
            let window = Window(shape, size: layer.kernel, stride: layer.stride, padding: layer.padding)
            let (kernel, bias) = (parameter("kernel"), parameter("bias"))
            let answer = images.map { image in
                Self.activate(
                    Self.convolution(image, shape, kernel, bias, layer.filters, window), layer.activation)
            }
            return (answer, Shape(height: window.outHeight, width: window.outWidth, channels: layer.filters))
        case let layer as MaxPooling:
            let window = Window(shape, size: layer.size, stride: layer.stride, padding: layer.padding)
            return (images.map { Self.pool($0, shape, window) { $0.max()! } }, window.shape(channels: shape.channels))
        case let layer as AveragePooling:
            let window = Window(shape, size: layer.size, stride: layer.stride, padding: layer.padding)
            return (images.map { Self.pool($0, shape, window, Self.mean) }, window.shape(channels: shape.channels))
        case is GlobalAveragePooling:
            let answer = images.map { image in
                (0..<shape.channels).map { channel in
                    Self.mean(stride(from: channel, to: image.count, by: shape.channels).map { image[$0] })
                }
            }
            return (answer, Shape(height: 1, width: 1, channels: shape.channels))
        case is Dropout:
            guard isTraining, let mask = masks[specification.name] else { return (images, shape) }
            return (zip(images, mask).map { image, factors in zip(image, factors).map { $0 * $1 } }, shape)
        case is Flatten:
            return (images, Shape(height: 1, width: 1, channels: shape.count))
        case let layer as BatchNormalization:
            let answer = normalize(
                images, layer: specification.name, channels: shape.channels, epsilon: Double(layer.epsilon))
            return (answer, shape)
        case let layer as ActivationLayer:
            return (images.map { Self.activate($0, layer.function) }, shape)
        case let layer as LeakyReLU:
            return (images.map { $0.map { $0 < 0 ? Double(layer.slope) * $0 : $0 } }, shape)
        case let layer:
            preconditionFailure("the reference has no \(type(of: layer)): write its formula here")
        }
    }

    /// Mean cross-entropy in nats.
    func loss(_ images: Batch, labels: [UInt8]) -> Double {
        let logits = outputs(images)[specification.layers.count - 1]
        var sum = 0.0
        for (row, label) in zip(logits, labels) { sum -= Self.logProbabilities(row)[Int(label)] }
        return sum / Double(labels.count)
    }
}
