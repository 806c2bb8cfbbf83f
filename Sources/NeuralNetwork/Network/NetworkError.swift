/// Why a network cannot be built from a specification or filled with given weights.
public enum NetworkError: Error, Sendable, Equatable, CustomStringConvertible {
    case noLayers
    case invalidLayer(name: String, reason: String)
    case duplicateName(String)
    case missingParameter(name: String, file: String)
    case unexpectedParameter(name: String, file: String)
    case ambiguousLayers(found: [String], expected: [String], file: String)
    case wrongClassCount(layer: String, found: Int, classes: Int)
    case shapeMismatch(name: String, expected: [Int], found: [Int], file: String)
    case notFinite(name: String, value: Float, index: Int, file: String)
    case negativeVariance(name: String, value: Float, index: Int, file: String)

    public var description: String {
        switch self {
        case .noLayers: "the network has no layers; give it at least a dense layer with one unit a class"
        case .invalidLayer(let name, let reason): "layer \(name): \(reason)"
        case .duplicateName(let name): "two layers are called \(name); give each a name of its own"
        case .missingParameter(let name, let file): "\(file): has no tensor \(name), which this network needs"
        case .unexpectedParameter(let name, let file): "\(file): holds \(name), which this network does not have"
        case .ambiguousLayers(let found, let expected, let file):
            "\(file): the layers \(found.joined(separator: ", ")) have the same shapes, and nothing in their names says which "
                + "of them is \(expected.joined(separator: ", ")); give the tensors this network's names"
        case .wrongClassCount(let layer, let found, let classes):
            "the last layer gives \(found) numbers, the classes are \(classes): set units of \(layer) to \(classes)"
        case .shapeMismatch(let name, let expected, let found, let file):
            "\(file): tensor \(name) has the shape \(found), this network needs \(expected)"
        case .notFinite(let name, let value, let index, let file):
            "\(file): tensor \(name) has the value \(value) at \(index), with which no answer means anything; "
                + "the training diverged or the file is damaged"
        case .negativeVariance(let name, let value, let index, let file):
            "\(file): tensor \(name) has the value \(value) at \(index), and no variance is negative; the file is damaged"
        }
    }
}
