import Datasets

/// Why a drawing could not be added to one's own digits.
public enum OwnDigitsError: Error, Sendable, CustomStringConvertible {
    /// What is there cannot be read; it was left alone.
    case unreadable(DatasetError)
    case unwritable(FileSystemError)

    public var description: String {
        switch self {
        case .unreadable(let error): "your digits were left as they are: \(error.description)"
        case .unwritable(let error): error.description
        }
    }
}
