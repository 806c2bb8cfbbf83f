/// Why a run could not be read or changed.
public enum RunStoreError: Error, Sendable, Equatable, CustomStringConvertible {
    case noRun(name: String, folder: String)
    case unreadable(file: String, reason: String)
    case noWeights(run: String)
    case model(ModelError)
    case cannotDelete(run: String, reason: String)
    case cannotWrite(String)
    case cannotContinue(run: String, reason: String)

    public var description: String {
        switch self {
        case .noRun(let name, let folder): "there is no run \(name) in \(folder); digitlab runs lists them"
        case .unreadable(let file, let reason): "\(file) cannot be read: \(reason); delete the run if it is of no use"
        case .noWeights(let run): "the run \(run) has no weights yet; they are saved after its first epoch"
        case .model(let error): error.description
        case .cannotDelete(let run, let reason): "cannot delete the run \(run): \(reason)"
        case .cannotWrite(let reason): reason
        case .cannotContinue(let run, let reason): "cannot continue the run \(run): \(reason)"
        }
    }

    /// The status that a command ends with.
    public var exitCode: Int32 {
        switch self {
        case .noRun, .noWeights: 66
        case .unreadable, .cannotContinue: 65
        case .model(let error): error.exitCode
        case .cannotDelete, .cannotWrite: 74
        }
    }
}
