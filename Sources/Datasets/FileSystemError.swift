import Foundation

/// A call to the operating system about one file that failed.
public struct FileSystemError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was tried, as a verb: `read`, `write`, `rename`.
    public let operation: String
    /// The file or folder.
    public let path: String
    /// The system's `errno`.
    public let code: Int32

    public init(operation: String, path: String, code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// `EX_IOERR`.
    public var exitCode: Int32 { 74 }

    public var description: String { "cannot \(operation) \(path): \(String(cString: strerror(code)))\(advice)" }

    private var advice: String {
        switch code {
        case ENOSPC, EDQUOT: "; make room on the disk"
        case EACCES, EPERM, EROFS: "; check who may write there"
        default: ""
        }
    }
}
