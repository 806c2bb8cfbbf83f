import Datasets
import Drawing
import NCursesTerminal
import NeuralNetwork
import Notebook
import Training

/// A command that did not do what was asked: one line for people and the status to end with.
struct CommandFailure: Error {
    static let usage: Int32 = 64
    static let badData: Int32 = 65
    static let noInput: Int32 = 66
    /// `EX_OSERR`: no memory, or no threads.
    static let noResources: Int32 = 71

    var message: String
    var exitCode: Int32

    init(_ message: String, exitCode: Int32) {
        self.message = message
        self.exitCode = exitCode
    }

    /// The failure that an error of the program's own stands for, or `nil` for the argument parser's.
    init?(_ error: any Error) {
        switch error {
        case let error as CommandFailure: self = error
        case let error as StageError: self.init(error.description, exitCode: error.exitCode)
        case let error as HyperparameterError: self.init(error.description, exitCode: Self.usage)
        case let error as NetworkError: self.init(error.description, exitCode: Self.badData)
        case let error as DatasetError: self.init(error.description, exitCode: error.exitCode)
        case let error as FileSystemError: self.init(error.description, exitCode: error.exitCode)
        case let error as TrainingError: self.init(error.description, exitCode: error.exitCode)
        case let error as ModelError: self.init(error.description, exitCode: error.exitCode)
        case let error as RunStoreError: self.init(error.description, exitCode: error.exitCode)
        case let error as ImageError: self.init(error.description, exitCode: error.exitCode)
        case let error as NCursesTerminalError: self.init(error.description, exitCode: error.exitCode)
        case let error as KeyScriptError: self.init(error.description, exitCode: Self.usage)
        // Whoever read our output has gone: as quiet as a tool that SIGPIPE ends.
        case OutputError.closed: self.init("", exitCode: 141)
        case let error as OutputError: self.init(error.description, exitCode: 74)
        default: return nil
        }
    }
}
