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
            switch layer.kind {
            case .dense(let units, let activation, _):
                let kernel = parameters["\(layer.name)/kernel"]!
                let bias = parameters["\(layer.name)/bias"]!
                current = current.map { Self.activate(Self.dense($0, kernel, bias, units), activation) }
                shape = Shape(height: 1, width: 1, channels: units)
            case .convolution(let filters, let size, let stride, let padding, let activation, _):
                let window = Window(shape, size: size, stride: stride, padding: padding)
                let kernel = parameters["\(layer.name)/kernel"]!
                let bias = parameters["\(layer.name)/bias"]!
                current = current.map { image in
                    Self.activate(Self.convolution(image, shape, kernel, bias, filters, window), activation)
                }
                shape = Shape(height: window.outHeight, width: window.outWidth, channels: filters)
            case .maxPooling(let size, let stride, let padding):
                let window = Window(shape, size: size, stride: stride, padding: padding)
                current = current.map { Self.maxPooling($0, shape, window) }
                shape = Shape(height: window.outHeight, width: window.outWidth, channels: shape.channels)
            case .dropout:
                if isTraining, let mask = masks[layer.name] {
                    current = zip(current, mask).map { image, factors in zip(image, factors).map { $0 * $1 } }
                }
            case .flatten:
                shape = Shape(height: 1, width: 1, channels: shape.count)
            case .batchNormalization(_, let epsilon):
                current = normalize(current, layer: layer.name, channels: shape.channels, epsilon: Double(epsilon))
            case .activation(let activation):
                current = current.map { Self.activate($0, activation) }
            }
            all.append(current)
        }
        return all
    }

    /// Mean cross-entropy in nats.
    func loss(_ images: Batch, labels: [UInt8]) -> Double {
        let logits = outputs(images)[specification.layers.count - 1]
        var sum = 0.0
        for (row, label) in zip(logits, labels) { sum -= Self.logProbabilities(row)[Int(label)] }
        return sum / Double(labels.count)
    }
}
