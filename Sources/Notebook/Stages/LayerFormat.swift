import NeuralNetwork

/// How one type of layer stands in a stage file: its keys, reading and writing, all from the layer's own description.
struct LayerFormat {
    let type: any Layer.Type

    /// One a type of layer.
    static let all = LayerTypes.all.map(LayerFormat.init)

    /// In the order in which they are written.
    var keys: [String] { ["type", "name"] + type.settings.map(\.name) }

    /// Whether the type's name alone says everything.
    var needsSettings: Bool { type.settings.contains(where: \.isRequired) }

    /// The layer that a list's entry describes, and its name where it has one.
    ///
    /// - Throws: ``StageError`` with the place and what is allowed there.
    static func read(_ node: StageNode) throws(StageError) -> (name: String?, layer: any Layer) {
        let formats = all.map { (name: $0.type.typeName, value: $0) }
        if node.node.scalar != nil {
            let format = try node.choice(formats)
            guard !format.needsSettings else {
                throw node.error("\(format.type.typeName) needs settings; write {type: \(format.type.typeName), …}")
            }
            return (nil, try format.layer(node, nil))
        }
        // The type decides which keys are allowed, so it is read first, with every key of any type allowed.
        guard let mapping = node.node.mapping, let typeNode = mapping["type"] else {
            throw node.error("a layer wants {type: …, …}; types: \(formats.map(\.name).joined(separator: ", "))")
        }
        let format = try node.child(typeNode, "type").choice(formats)
        let keys = try node.mapping(allowed: format.keys)
        let name = try keys["name"].map { (node) throws(StageError) in try layerName(node) }
        return (name, try format.layer(node, keys))
    }

    private static func layerName(_ node: StageNode) throws(StageError) -> String {
        let name = try node.text()
        guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }), name.count <= 64
        else { throw node.error("\"\(name)\" is no layer name; allowed: up to 64 letters, digits, - _ .") }
        return name
    }

    private func layer(_ node: StageNode, _ keys: StageMapping?) throws(StageError) -> any Layer {
        var layer: any Layer = type.init()
        for setting in type.settings {
            let value: LayerSetting.Value
            if let own = keys?[setting.name] {
                value = try Self.value(own, setting.kind)
            } else if let fallback = setting.fallbackValue(in: layer) {
                value = fallback
            } else {
                throw node.error("the key \"\(setting.name)\" is missing")
            }
            do throws(LayerError) {
                layer = try setting.setting(value, in: layer)
            } catch {
                throw node.error(error.reason)
            }
        }
        return layer
    }

    private static func value(_ node: StageNode, _ kind: LayerSetting.Kind) throws(StageError) -> LayerSetting.Value {
        switch kind {
        case .integer(let range): .integer(try node.integer(in: range))
        case .number(let range, let isAbove): .number(try node.number(in: range, aboveLower: isAbove))
        case .choice(let names): .choice(try node.choice(names.map { ($0, $0) }))
        }
    }

    /// The keys and values that are read back as the same layer: the type, the name, and what is not as it would be without
    /// a word.
    static func entries(_ specification: LayerSpecification) -> [(String, String)] {
        let layer = specification.layer
        var entries = [("type", Swift.type(of: layer).typeName), ("name", specification.name)]
        for setting in Swift.type(of: layer).settings {
            let value = setting.value(in: layer)
            if value != setting.fallbackValue(in: layer) { entries.append((setting.name, "\(value)")) }
        }
        return entries
    }
}
