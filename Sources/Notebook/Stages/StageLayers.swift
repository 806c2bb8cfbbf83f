import NeuralNetwork

/// Reads the `layers` of a stage file.
enum StageLayers {
    /// Layer types by their names in the file, with the keys that each may have.
    static let types: [(name: String, keys: [String])] = [
        ("dense", ["type", "name", "units", "activation", "initializer"]),
        ("convolution", ["type", "name", "filters", "kernel", "stride", "padding", "activation", "initializer"]),
        ("max_pooling", ["type", "name", "size", "stride", "padding"]),
        ("dropout", ["type", "name", "rate"]),
        ("flatten", ["type", "name"]),
        ("batch_normalization", ["type", "name", "momentum", "epsilon"]),
        ("activation", ["type", "name", "activation"]),
    ]

    /// The layers and the places where they stand, in order.
    static func read(_ list: StageNode) throws(StageError) -> ([LayerSpecification], [StageNode]) {
        let nodes = try list.list()
        guard !nodes.isEmpty else { throw list.error("has no layers; end with {type: dense, units: 10}") }
        guard nodes.count <= 100 else { throw list.error("has \(nodes.count) layers; allowed: at most 100") }
        var kinds: [(name: String?, kind: LayerSpecification.Kind)] = []
        for node in nodes { kinds.append(try layer(node)) }
        let lastDense = kinds.lastIndex { kind in
            if case .dense = kind.kind { true } else { false }
        }
        var counts: [String: Int] = [:]
        var layers: [LayerSpecification] = []
        for (index, entry) in kinds.enumerated() {
            let name = entry.name ?? defaultName(entry.kind, isOutput: index == lastDense, counts: &counts)
            layers.append(LayerSpecification(name: name, kind: entry.kind))
        }
        return (layers, nodes)
    }

    /// The names that Keras and the notebook give: `conv2d_1`, `hidden_layer_1`, `output_layer`.
    static func defaultName(
        _ kind: LayerSpecification.Kind, isOutput: Bool, counts: inout [String: Int]
    ) -> String {
        let base =
            switch kind {
            case .dense: isOutput ? "output_layer" : "hidden_layer"
            case .convolution: "conv2d"
            case .maxPooling: "max_pooling2d"
            case .dropout: "dropout"
            case .flatten: "flatten"
            case .batchNormalization: "batch_normalization"
            case .activation: "activation"
            }
        counts[base, default: 0] += 1
        let count = counts[base, default: 1]
        if base == "output_layer" || base == "flatten" && count == 1 { return base }
        return "\(base)_\(count)"
    }

    private static func layer(
        _ node: StageNode
    ) throws(StageError) -> (name: String?, kind: LayerSpecification.Kind) {
        let typeNames = types.map { (name: $0.name, value: $0) }
        if node.node.scalar != nil {
            let type = try node.choice(typeNames)
            guard type.name == "flatten" else {
                throw node.error("\(type.name) needs settings; write {type: \(type.name), …}")
            }
            return (nil, .flatten)
        }
        // The type decides which keys are allowed, so it is read first, with every key of any type allowed.
        guard let mapping = node.node.mapping, let typeNode = mapping["type"] else {
            throw node.error(
                "a layer wants {type: …, …}; types: \(types.map(\.name).joined(separator: ", "))")
        }
        let type = try node.child(typeNode, "type").choice(typeNames)
        let keys = try node.mapping(allowed: type.keys)
        let name = try keys["name"].map { (node) throws(StageError) in try layerName(node) }
        return (name, try kind(type.name, keys))
    }

    private static func layerName(_ node: StageNode) throws(StageError) -> String {
        let name = try node.text()
        guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }), name.count <= 64
        else { throw node.error("\"\(name)\" is no layer name; allowed: up to 64 letters, digits, - _ .") }
        return name
    }

    private static func kind(_ type: String, _ keys: StageMapping) throws(StageError) -> LayerSpecification.Kind {
        switch type {
        case "dense":
            return .dense(
                units: try keys.required("units").integer(in: Hyperparameters.unitCounts),
                activation: try activation(keys["activation"]), initializer: try initializer(keys["initializer"]))
        case "convolution":
            return .convolution(
                filters: try keys.required("filters").integer(in: Hyperparameters.filterCounts),
                kernel: try keys.required("kernel").integer(in: Hyperparameters.kernelSizes),
                stride: try keys["stride"]?.integer(in: Hyperparameters.strideSizes) ?? 1,
                padding: try keys["padding"]?.choice(paddings) ?? .same,
                activation: try activation(keys["activation"]), initializer: try initializer(keys["initializer"]))
        case "max_pooling":
            let size = try keys.required("size").integer(in: 1...28)
            return .maxPooling(
                size: size, stride: try keys["stride"]?.integer(in: 1...28) ?? size,
                padding: try keys["padding"]?.choice(paddings) ?? .valid)
        case "dropout":
            return .dropout(rate: Float(try keys.required("rate").number(in: Hyperparameters.dropoutRates)))
        case "batch_normalization":
            return .batchNormalization(
                momentum: Float(try keys["momentum"]?.number(in: 0...0.9999) ?? 0.99),
                epsilon: Float(try keys["epsilon"]?.number(in: 0...1, aboveLower: true) ?? 0.001))
        case "activation":
            let node = try keys.required("activation")
            guard let function = try activation(node) else {
                throw node.error("an activation layer needs one; allowed: relu, sigmoid, tanh")
            }
            return .activation(function)
        default:
            return .flatten
        }
    }

    private static var paddings: [(name: String, value: Padding)] {
        Padding.allCases.map { ($0.rawValue, $0) }
    }

    private static func activation(_ node: StageNode?) throws(StageError) -> Activation? {
        guard let node else { return nil }
        let names: [(name: String, value: Activation?)] = Activation.allCases.map { ($0.rawValue, $0) }
        return try node.choice(names + [("none", nil)])
    }

    private static func initializer(_ node: StageNode?) throws(StageError) -> Initializer {
        guard let node else { return .glorotUniform }
        return try node.choice(Initializer.allCases.map { ($0.rawValue, $0) })
    }
}
