import Foundation
import NeuralNetwork

/// Reads and writes stages as YAML.
///
/// ```yaml
/// title: A small one of my own
/// layers:
///   - flatten
///   - {type: dense, units: 64, activation: relu}
///   - {type: dense, units: 10}
/// optimizer: {name: adam}
/// learning_rate: 0.001
/// schedule: {name: inverse_time, decay: 0.001}
/// batch_size: 100
/// epochs: 10
/// ```
public enum StageFile {
    /// Larger files are refused: no stage comes near it.
    static let largestSize = 1 << 20

    static let keys = [
        "id", "number", "title", "teaches", "log_name", "layers", "optimizer", "learning_rate", "schedule",
        "batch_size",
        "epochs",
    ]

    /// Reads the stage in a file.
    ///
    /// - Throws: ``StageError`` with the line and what is allowed there.
    public static func read(_ url: URL) throws(StageError) -> Stage {
        let data: [UInt8]
        do {
            data = try RegularFile.read(url.path, limit: largestSize)
        } catch {
            throw StageError(kind: error == .tooLarge ? .invalid : .unreadable, file: url.path, message: reason(error))
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw StageError(kind: .invalid, file: url.path, message: "not UTF-8 text")
        }
        return try parse(text, file: url.path, defaultID: url.deletingPathExtension().lastPathComponent)
    }

    private static func reason(_ error: RegularFile.ReadError) -> String {
        switch error {
        case .missing: "no such file; `digitlab stages` lists the stages there are"
        case .isFolder: "is a folder, not a stage file"
        case .notRegular: "is no regular file but a pipe or a device; write the stage into a file"
        case .unreadable: "cannot be read; check its permissions"
        case .tooLarge: "larger than 1 MiB: this is no stage file"
        }
    }

    /// Reads a stage from YAML text.
    ///
    /// - Parameters:
    ///   - file: Named in errors.
    ///   - defaultID: The stage's id where the text has none.
    public static func parse(_ text: String, file: String, defaultID: String = "stage") throws(StageError) -> Stage {
        let root = StageNode(file: file, node: try StageYAML.compose(text, file: file), path: "")
        let top = try root.mapping(allowed: keys)
        let id = try identifier(top["id"], default: slug(defaultID))
        let (layers, nodes) = try StageLayers.read(try top.required("layers"))
        let specification = NetworkSpecification(layers: layers)
        try check(specification, nodes: nodes, list: try top.required("layers"))

        let optimizer = try StageTraining.optimizer(try top.required("optimizer"))
        let learningRate = try top.required("learning_rate").number(
            in: 0...Hyperparameters.learningRates.upperBound, aboveLower: true)
        let schedule = try top["schedule"].map(StageTraining.schedule) ?? .constant
        let batchSize = try top.required("batch_size").integer(in: Hyperparameters.batchSizes)
        let epochs = try top.required("epochs").integer(in: Hyperparameters.epochCounts)
        let defaults = Hyperparameters(
            template: specification, learningRate: learningRate, schedule: schedule, optimizer: optimizer,
            batchSize: batchSize, epochs: epochs)
        return Stage(
            id: id, number: try top["number"]?.integer(in: 0...999) ?? 0, title: try top["title"]?.text() ?? id,
            teaches: try top["teaches"]?.text() ?? "", logName: try identifier(top["log_name"], default: id),
            specification: specification, defaults: defaults)
    }

    /// A name that can be typed on a command line and used as the start of a folder's name.
    private static func identifier(_ node: StageNode?, default fallback: String) throws(StageError) -> String {
        guard let node else { return fallback }
        let name = try node.text()
        let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
        guard isPlain, let first = name.first, first.isLetter || first.isNumber, name.count <= 64 else {
            throw node.error(
                "\"\(name)\" is no name for the command line; allowed: up to 64 letters, digits, - _ . "
                    + "starting with a letter or digit")
        }
        return name
    }

    /// A file's name as an id.
    private static func slug(_ name: String) -> String {
        let mapped = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? $0 : "-" }
        let trimmed = String(mapped.drop { !($0.isLetter || $0.isNumber) }.prefix(64))
        return trimmed.isEmpty ? "stage" : trimmed
    }

    /// Shapes are worked out by the engine; its answer is brought back to the line of the layer it names.
    private static func check(
        _ specification: NetworkSpecification, nodes: [StageNode], list: StageNode
    ) throws(StageError) {
        func node(named name: String, last: Bool = false) -> StageNode {
            let matches = specification.layers.indices.filter { specification.layers[$0].name == name }
            let index = last ? matches.last : matches.first
            return index.map { nodes[$0] } ?? list
        }
        do {
            _ = try Network(specification)
        } catch {
            switch error {
            case .invalidLayer(let name, let reason): throw node(named: name).error("layer \(name): \(reason)")
            case .duplicateName(let name): throw node(named: name, last: true).error(error.description)
            default: throw list.error(error.description)
            }
        }
    }
}
