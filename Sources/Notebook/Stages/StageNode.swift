import Yams

/// A value in a stage file together with its place, so that whoever reads it can say where something is wrong.
struct StageNode {
    let file: String
    let node: Node
    /// What the value is called in messages: `layers[2].units`.
    let path: String

    func error(_ message: String) -> StageError {
        StageError(
            kind: .invalid, file: file, line: node.mark?.line, column: node.mark?.column,
            message: path.isEmpty ? message : "\(path): \(message)")
    }

    /// What stands there, for messages: `"abc"`, `a list`, `a mapping`.
    var found: String {
        switch node {
        case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "\"\(Self.shortened(scalar.string))\""
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .alias: "an alias"
        }
    }

    /// As much of a value as a message needs: what was taken for a stage may be any file, and is not for everybody's eyes.
    static func shortened(_ text: String) -> String {
        text.count > 40 ? text.prefix(40).filter { !$0.isNewline } + "…" : text
    }

    func child(_ node: Node, _ name: String) -> StageNode {
        StageNode(file: file, node: node, path: path.isEmpty ? name : "\(path).\(name)")
    }

    /// The value as a mapping of which every key is known.
    func mapping(allowed: [String]) throws(StageError) -> StageMapping {
        guard let mapping = node.mapping else {
            throw error(
                path.isEmpty
                    ? "is no stage file: it wants a mapping (key: value) of \(allowed.joined(separator: ", "))"
                    : "wants a mapping (key: value), found \(found)")
        }
        for (key, _) in mapping {
            let keyNode = StageNode(file: file, node: key, path: path)
            guard let name = key.scalar?.string else { throw keyNode.error("a key must be a word") }
            guard allowed.contains(name) else {
                throw keyNode.error(
                    "unknown key \"\(Self.shortened(name))\"\(suggestion(name, allowed)); allowed: \(allowed.joined(separator: ", "))"
                )
            }
        }
        return StageMapping(owner: self, mapping: mapping)
    }

    func list() throws(StageError) -> [StageNode] {
        guard let sequence = node.sequence else { throw error("wants a list, found \(found)") }
        return sequence.enumerated().map { index, element in
            StageNode(file: file, node: element, path: "\(path)[\(index + 1)]")
        }
    }

    func text(_ what: String = "text") throws(StageError) -> String {
        guard let scalar = node.scalar, !scalar.string.isEmpty else { throw error("wants \(what), found \(found)") }
        return scalar.string
    }

    func integer(in range: ClosedRange<Int>) throws(StageError) -> Int {
        let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard let scalar = node.scalar, let value = Int(scalar.string.replacing("_", with: "")) else {
            throw error("wants \(allowed), found \(found)")
        }
        guard range.contains(value) else { throw error("\(value) is out of range; allowed: \(allowed)") }
        return value
    }

    func number(in range: ClosedRange<Double>, aboveLower: Bool = false) throws(StageError) -> Double {
        let allowed =
            aboveLower && range.lowerBound == 0
            ? "a number above 0, at most \(NumberText.text(range.upperBound))"
            : "a number from \(NumberText.text(range.lowerBound)) to \(NumberText.text(range.upperBound))"
        guard let scalar = node.scalar, let value = Double(scalar.string) else {
            throw error("wants \(allowed), found \(found)")
        }
        guard range.contains(value), !(aboveLower && value == range.lowerBound) else {
            throw error("\(Self.shortened(scalar.string)) is out of range; allowed: \(allowed)")
        }
        return value
    }

    func truth() throws(StageError) -> Bool {
        switch node.scalar?.string {
        case "true", "yes": return true
        case "false", "no": return false
        default: throw error("wants true or false, found \(found)")
        }
    }

    func choice<Value>(_ values: [(name: String, value: Value)]) throws(StageError) -> Value {
        let names = values.map(\.name)
        guard let name = node.scalar?.string, let match = values.first(where: { $0.name == name }) else {
            let hint = node.scalar.map { suggestion($0.string, names) } ?? ""
            throw error("unknown value \(found)\(hint); allowed: \(names.joined(separator: ", "))")
        }
        return match.value
    }

    private func suggestion(_ word: String, _ known: [String]) -> String {
        guard let near = NearMiss.suggestion(for: word, among: known) else { return "" }
        return " (did you mean \"\(near)\"?)"
    }
}

/// A mapping of a stage file whose keys have been checked.
struct StageMapping {
    let owner: StageNode
    let mapping: Node.Mapping

    subscript(_ key: String) -> StageNode? {
        mapping[key].map { owner.child($0, key) }
    }

    func required(_ key: String) throws(StageError) -> StageNode {
        guard let node = self[key] else { throw owner.error("the key \"\(key)\" is missing") }
        return node
    }
}
