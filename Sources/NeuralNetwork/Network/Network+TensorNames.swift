extension Network {
    /// Which tensor of a file is which parameter, by the parameter's name.
    ///
    /// Names are Keras's, with or without the model's name in front (`sequential/logits/kernel`). A layer that the file
    /// calls something else is found by its variables' shapes; among layers of the same shapes, numbers at the ends of their
    /// names decide. What cannot be told apart is an error, never a guess.
    ///
    /// - Throws: ``NetworkError`` for a tensor that is missing, unknown or of another shape, or for layers that could each be
    ///   the other.
    func match(_ tensors: [NamedTensor], file: String) throws(NetworkError) -> [String: NamedTensor] {
        var found: [String: NamedTensor] = [:]
        for tensor in tensors {
            let name = Self.withoutModel(tensor.name)
            guard found.updateValue(tensor, forKey: name) == nil else {
                throw .unexpectedParameter(name: tensor.name, file: file)
            }
        }
        let known = Set(parameters.map(\.name))
        let aliases = try aliases(
            of: Set(found.keys.map(Self.layer)).subtracting(known.map(Self.layer)), among: found, file: file)
        for (other, own) in aliases {
            for (name, tensor) in found where Self.layer(name) == other {
                found[name] = nil
                found[own + name.dropFirst(other.count)] = tensor
            }
        }
        if let stranger = tensors.first(where: { tensor in
            !found.contains { known.contains($0.key) && $0.value.name == tensor.name }
        }) {
            throw .unexpectedParameter(name: stranger.name, file: file)
        }
        for parameter in parameters {
            guard let tensor = found[parameter.name] else {
                throw .missingParameter(name: parameter.name, file: file)
            }
            guard tensor.shape == parameter.shape, tensor.values.count == parameter.count else {
                throw .shapeMismatch(
                    name: parameter.name, expected: parameter.shape, found: tensor.shape, file: file)
            }
        }
        return found
    }

    /// The name that this network has for each of the file's `strangers`.
    private func aliases(
        of strangers: Set<String>, among tensors: [String: NamedTensor], file: String
    ) throws(NetworkError) -> [String: String] {
        // Variables and shapes, by which a layer is known whatever it is called.
        var theirs: [[String]: [String]] = [:]
        for layer in strangers {
            let variables = tensors.filter { Self.layer($0.key) == layer }
            let shapes = variables.map { "\($0.key.dropFirst(layer.count)) \($0.value.shape)" }
            theirs[shapes.sorted(), default: []].append(layer)
        }
        var ours: [[String]: [String]] = [:]
        for (index, layer) in layers.enumerated() where layer.parameterCount > 0 {
            let own = parameters.filter { $0.layer == index }
            if own.contains(where: { tensors[$0.name] != nil }) { continue }
            let shapes = own.map { "\($0.name.dropFirst(layer.name.count)) \($0.shape)" }
            ours[shapes.sorted(), default: []].append(layer.name)
        }
        var aliases: [String: String] = [:]
        for (shapes, names) in theirs.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            // Other numbers of layers are left to be reported as missing or unknown.
            guard let own = ours[shapes], own.count == names.count else { continue }
            guard let ordered = Self.inOrder(names) else {
                throw .ambiguousLayers(found: names.sorted(), expected: own, file: file)
            }
            for (name, alias) in zip(ordered, own) { aliases[name] = alias }
        }
        return aliases
    }

    /// Names in the order of the numbers at their ends, one without a number first; `nil` where they have no order.
    private static func inOrder(_ names: [String]) -> [String]? {
        guard names.count > 1 else { return names }
        let numbered = names.map { name in
            let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
            let stem = name.dropLast(digits)
            return (
                stem: stem.hasSuffix("_") ? stem.dropLast() : stem, number: Int(name.suffix(digits)) ?? -1, name: name
            )
        }
        guard Set(numbered.map(\.stem)).count == 1, Set(numbered.map(\.number)).count == names.count else { return nil }
        return numbered.sorted { $0.number < $1.number }.map(\.name)
    }

    /// `logits/kernel` for `sequential/logits/kernel`.
    private static func withoutModel(_ name: String) -> String {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count > 2 ? parts.suffix(2).joined(separator: "/") : name
    }

    private static func layer(_ name: String) -> String {
        String(name.prefix(upTo: name.lastIndex(of: "/") ?? name.endIndex))
    }
}
