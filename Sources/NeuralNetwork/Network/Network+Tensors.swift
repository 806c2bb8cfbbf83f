extension Network {
    /// The weights under Keras's names and in Keras's layouts.
    public func tensors(of weights: NetworkWeights) -> [NamedTensor] {
        parameters.map { parameter in
            let source = parameter.role.isTrainable ? weights.trainable : weights.running
            let own = source[parameter.offset..<parameter.offset + parameter.count]
            var values = Array(own)
            if let order = engineOrder(parameter) {
                for (index, engineIndex) in order.enumerated() { values[index] = own[own.startIndex + engineIndex] }
            }
            return NamedTensor(name: parameter.name, shape: parameter.shape, values: values)
        }
    }

    /// The weights that tensors with Keras's names and layouts hold.
    ///
    /// All weights from outside come through here, whatever the file's format, so this is where values are judged.
    ///
    /// - Parameter file: Where they were read, for the error's text.
    /// - Throws: ``NetworkError`` for a tensor that is missing, unknown, of another shape or not finite; ``match(_:file:)``
    ///   says under which names tensors are known.
    public func weights(from tensors: [NamedTensor], file: String) throws(NetworkError) -> NetworkWeights {
        var weights = NetworkWeights(
            trainable: [Float](repeating: 0, count: trainableCount), running: [Float](repeating: 0, count: runningCount)
        )
        let found = try match(tensors, file: file)
        for parameter in parameters {
            guard let tensor = found[parameter.name] else { preconditionFailure("every parameter was matched") }
            if let index = tensor.values.firstIndex(where: { !$0.isFinite }) {
                throw .notFinite(name: tensor.name, value: tensor.values[index], index: index, file: file)
            }
            if parameter.role == .movingVariance, let index = tensor.values.firstIndex(where: { $0 < 0 }) {
                throw .negativeVariance(name: tensor.name, value: tensor.values[index], index: index, file: file)
            }
            let order = engineOrder(parameter)
            for index in 0..<parameter.count {
                let target = parameter.offset + (order?[index] ?? index)
                if parameter.role.isTrainable {
                    weights.trainable[target] = tensor.values[index]
                } else {
                    weights.running[target] = tensor.values[index]
                }
            }
        }
        return weights
    }

    /// For each element in Keras's order its place in the engine's, or `nil` where both agree.
    ///
    /// The engine keeps convolution kernels as `[out, in, height, width]` and flattens images channel by channel.
    private func engineOrder(_ parameter: ParameterDescription) -> [Int]? {
        guard parameter.role == .kernel else {
            // Behind a flatten layer, batch normalisation counts units in the flattened order too.
            guard let image = flattenedImage(before: parameter.layer), parameter.count == image.count else {
                return nil
            }
            return Self.channelsFirst(image)
        }
        if parameter.shape.count == 4 {
            let (height, width) = (parameter.shape[0], parameter.shape[1])
            let (inputs, outputs) = (parameter.shape[2], parameter.shape[3])
            var order: [Int] = []
            order.reserveCapacity(parameter.count)
            for y in 0..<height {
                for x in 0..<width {
                    for input in 0..<inputs {
                        for output in 0..<outputs {
                            order.append(((output * inputs + input) * height + y) * width + x)
                        }
                    }
                }
            }
            return order
        }
        let (inputs, units) = (parameter.shape[0], parameter.shape[1])
        let image = flattenedImage(before: parameter.layer)
        let isTransposed = isTransposed(layer: parameter.layer)
        guard image != nil || isTransposed else { return nil }
        let rows = image.map(Self.channelsFirst) ?? Array(0..<inputs)
        return rows.flatMap { row in (0..<units).map { isTransposed ? $0 * inputs + row : row * units + $0 } }
    }

    /// Whether the engine keeps a dense layer's kernel as `[out, in]` and shares it among the workers by outputs.
    ///
    /// That pays for the layer's two more barriers from some 65,000 weights on; pixels have a way of their own.
    package func isTransposed(layer: Int) -> Bool {
        guard let dense = specification.layers[layer].layer as? Dense else { return false }
        let firstLearning = layers.firstIndex { $0.parameterCount > 0 } ?? 0
        return layer > firstLearning && shapes[layer].count * dense.units >= 1 << 16
    }

    /// Whether a dense layer stands where pixels come in: four of five are zero in MNIST, and only there.
    func readsPixels(layer: Int, images: Int) -> Bool {
        layer == layers.firstIndex { $0.parameterCount > 0 }
            && max(shapes[layer].count, images) <= SparseRows.largestIndex
    }

    /// Whether the images can reach a layer as bytes: only flatten layers stand in front of it.
    func readsBytes(layer: Int) -> Bool {
        specification.layers[..<layer].allSatisfy(\.traits.movesNothing)
    }

    private static func channelsFirst(_ image: ImageShape) -> [Int] {
        var order: [Int] = []
        order.reserveCapacity(image.count)
        for y in 0..<image.height {
            for x in 0..<image.width {
                for channel in 0..<image.channels {
                    order.append((channel * image.height + y) * image.width + x)
                }
            }
        }
        return order
    }

    /// The image that a layer's flat input was flattened from, where the two orders differ.
    private func flattenedImage(before layer: Int) -> ImageShape? {
        for index in stride(from: layer - 1, through: 0, by: -1) {
            let traits = specification.layers[index].traits
            if traits.movesNothing {
                let image = shapes[index]
                // What is flat already stays as it is.
                if image.isFlat { continue }
                return image.channels == 1 || image.height * image.width == 1 ? nil : image
            }
            guard traits.keepsOrder else { return nil }
        }
        return nil
    }
}
