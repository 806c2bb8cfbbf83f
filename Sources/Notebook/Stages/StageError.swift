/// What is wrong with a stage file, and where.
public struct StageError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Whether a file is not there or cannot be read, or what it says is wrong.
    public enum Kind: Sendable { case unreadable, invalid, unknownName }

    public var kind: Kind
    /// The file as it was named, or empty where no file is concerned.
    public var file: String
    /// From 1; `nil` where the error concerns the whole file.
    public var line: Int?
    public var column: Int?
    /// What is wrong and what is allowed.
    public var message: String

    public init(kind: Kind, file: String, line: Int? = nil, column: Int? = nil, message: String) {
        self.kind = kind
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    /// `file:line:column: message`, the form that editors jump to.
    public var description: String {
        if file.isEmpty { return message }
        guard let line else { return "\(file): \(message)" }
        guard let column else { return "\(file):\(line): \(message)" }
        return "\(file):\(line):\(column): \(message)"
    }

    /// 64 for an unknown name, 65 for a wrong file, 66 for one that is not there.
    public var exitCode: Int32 {
        switch kind {
        case .unknownName: 64
        case .invalid: 65
        case .unreadable: 66
        }
    }
}
