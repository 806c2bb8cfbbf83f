extension Network {
    /// The weights under Keras's names and in Keras's layouts.
    public func tensors(of weights: NetworkWeights) -> [NamedTensor] {
        parameters.map { parameter in
            let source = parameter.role.isTrainable ? weights.trainable : weights.running
            return NamedTensor(
                name: parameter.name, shape: parameter.shape,
                values: Array(source[parameter.offset..<parameter.offset + parameter.count]))
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
            let range = parameter.offset..<parameter.offset + parameter.count
            if parameter.role.isTrainable {
                weights.trainable.replaceSubrange(range, with: tensor.values)
            } else {
                weights.running.replaceSubrange(range, with: tensor.values)
            }
        }
        return weights
    }
}
