import NeuralNetwork

extension Stage {
    /// The stage's network with these settings put into its layers.
    ///
    /// With the stage's own ``defaults`` this is its ``specification``. Where the number of hidden units (or filters)
    /// differs from the template's, hidden layers are left out from the end, or the last one is repeated, each together
    /// with the dropout before it and the normalisation, activation or pooling behind it, and all are numbered anew.
    ///
    /// - Parameter classCount: How many classes the data have: the last layer gives one number each. `nil` leaves the stage's
    ///   own.
    /// - Throws: ``HyperparameterError`` for a setting that the stage does not have or that is out of range. Whether the
    ///   shapes fit is found by ``NeuralNetwork/Network``.
    public func network(
        for settings: Hyperparameters, classCount: Int? = nil
    ) throws(HyperparameterError) -> NetworkSpecification {
        for field in HyperparameterField.allCases where field != .dataset {
            try field.check(settings)
        }
        try check(settings.hiddenUnits, against: defaults.hiddenUnits, field: .hiddenUnits)
        try check(settings.filters, against: defaults.filters, field: .filters)
        for (field, list) in [(HyperparameterField.kernels, settings.kernels), (.strides, settings.strides)]
        where list.count != settings.filters.count {
            throw HyperparameterError(
                field: field, value: field.text(in: settings), reason: "does not go with the filters",
                allowed: "as many numbers as filters, \(settings.filters.count)")
        }

        var blocks = LayerBlock.split(specification.layers)
        blocks = resized(blocks, to: settings.hiddenUnits.count, role: .hiddenDense)
        blocks = resized(blocks, to: settings.filters.count, role: .convolution)
        let entries = blocks.flatMap(\.entries)
        var layers = entries.map(\.specification)
        let keepsCounts =
            settings.hiddenUnits.count == defaults.hiddenUnits.count
            && settings.filters.count == defaults.filters.count
        if !keepsCounts { Self.renumber(&layers, byPlace: entries.map(\.hasDefaultName)) }
        try put(settings, into: &layers)
        if let classCount, let last = layers.indices.last, var dense = layers[last].layer as? Dense {
            dense.units = classCount
            layers[last].layer = dense
        }
        return NetworkSpecification(inputShape: specification.inputShape, layers: layers)
    }

    private func check(
        _ list: [Int], against template: [Int], field: HyperparameterField
    ) throws(HyperparameterError) {
        if template.isEmpty, !list.isEmpty {
            throw HyperparameterError(
                field: field, value: list.map(String.init).joined(separator: " "),
                reason: "cannot be used: the stage \(id) has none", allowed: "")
        }
        if !template.isEmpty, list.isEmpty {
            throw HyperparameterError(field: field, value: "", reason: "is empty", allowed: field.range)
        }
    }

    private func resized(_ blocks: [LayerBlock], to count: Int, role: LayerBlock.Role) -> [LayerBlock] {
        let indices = blocks.indices.filter { blocks[$0].role == role }
        guard let last = indices.last, indices.count != count else { return blocks }
        var result: [LayerBlock] = []
        for (index, block) in blocks.enumerated() {
            if let position = indices.firstIndex(of: index), position >= count { continue }
            result.append(block)
            if index == last {
                for _ in 0..<max(0, count - indices.count) { result.append(block) }
            }
        }
        return result
    }

    /// Names that their places gave are given anew; others that end in a number are counted from 1 again: `mine_1`, `mine_2`…
    private static func renumber(_ layers: inout [LayerSpecification], byPlace: [Bool]) {
        let names = LayerPlace.defaultNames(of: layers.map(\.layer))
        var counts: [String: Int] = [:]
        for index in layers.indices where !byPlace[index] {
            let name = layers[index].name
            let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
            let base = String(name.dropLast(digits))
            let isRepeated = layers.indices.contains { $0 != index && layers[$0].name == name }
            guard digits > 0 || isRepeated else { continue }
            let stem = digits > 0 ? base : "\(name)_"
            counts[stem, default: 0] += 1
            layers[index].name = "\(stem)\(counts[stem, default: 1])"
        }
        for index in layers.indices where byPlace[index] { layers[index].name = names[index] }
    }

    private func put(_ settings: Hyperparameters, into layers: inout [LayerSpecification]) throws(HyperparameterError) {
        // Layers of one stage may differ among themselves; only a changed setting makes them alike.
        let newActivation = settings.activation == defaults.activation ? nil : settings.activation
        let newRate = settings.dropout == defaults.dropout ? nil : settings.dropout
        var dense = 0
        var convolution = 0
        for index in layers.indices {
            if var layer = layers[index].layer as? Dense {
                // The last one gives the classes.
                guard dense < settings.hiddenUnits.count else { continue }
                layer.units = settings.hiddenUnits[dense]
                dense += 1
                layers[index].layer = layer
            } else if var layer = layers[index].layer as? Convolution {
                layer.filters = settings.filters[convolution]
                layer.kernel = settings.kernels[convolution]
                layer.stride = settings.strides[convolution]
                convolution += 1
                layers[index].layer = layer
            } else if var layer = layers[index].layer as? Dropout, let newRate {
                layer.rate = Float(newRate)
                layers[index].layer = layer
            }
            if let newActivation, let setting = layers[index].activationSetting, layers[index].chosenActivation != nil {
                do throws(LayerError) {
                    layers[index].layer = try setting.setting(.choice(newActivation.rawValue), in: layers[index].layer)
                } catch {
                    throw HyperparameterError(
                        field: .activation, value: newActivation.rawValue, reason: error.reason,
                        allowed: setting.allowed)
                }
            }
        }
    }
}

extension LayerSpecification {
    /// The setting with which the layer's activation is chosen, where it can be.
    var activationSetting: LayerSetting? { type(of: layer).setting("activation") }

    /// The activation that was chosen for the layer with it.
    var chosenActivation: Activation? {
        guard let setting = activationSetting, case .choice(let name) = setting.value(in: layer) else { return nil }
        return Activation(rawValue: name)
    }
}
