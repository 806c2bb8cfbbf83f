import NeuralNetwork

/// Why a model could not be found or loaded.
public enum ModelError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Neither a file, nor a run, nor a stage with weights.
    case notFound(name: String, runsFolder: String)
    case notTrained(stage: String)
    case cannotRead(file: String, reason: String)
    case invalidFile(SafetensorsError)
    case noSpecification(String)
    case unreadableSpecification(String)
    case doesNotFit(file: String, reason: String)
    case noWeights(run: String)
    case unreadableRun(reason: String)

    public var description: String {
        switch self {
        case .notFound(let name, let folder):
            "there is no model \(name): give a .safetensors file, a run of \(folder) (digitlab runs lists them), or a stage"
        case .notTrained(let stage):
            "the stage \(stage) was not trained here yet and none was shipped; train it with: digitlab train \(stage)"
        case .cannotRead(let file, let reason): "cannot read \(file): \(reason)"
        case .invalidFile(let error): error.description
        case .noSpecification(let file):
            "\(file) does not say which network it holds; keep it in its run folder, or save it with digitlab"
        case .unreadableSpecification(let file):
            "\(file): its description of the network cannot be read; it was made by another version"
        case .doesNotFit(_, let reason): reason
        case .noWeights(let run): "the run \(run) has no weights yet; they are saved after its first epoch"
        case .unreadableRun(let reason): reason
        }
    }

    /// The status that a command ends with.
    public var exitCode: Int32 {
        switch self {
        case .notFound, .notTrained, .cannotRead, .noWeights: 66
        case .invalidFile, .noSpecification, .unreadableSpecification, .doesNotFit, .unreadableRun: 65
        }
    }
}
