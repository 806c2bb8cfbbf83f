/// What went wrong with an image file: which file, what is wrong with it and what to do.
public enum ImageError: Error, Sendable, Equatable, CustomStringConvertible {
    /// There is no such file.
    case notFound(file: String)
    /// A folder stands where an image was expected.
    case isFolder(file: String)
    /// The file may not be read.
    case notPermitted(file: String)
    /// The file holds no bytes.
    case empty(file: String)
    /// The first bytes are those of no format that is read; `is` names the format where it is known.
    case unknownFormat(file: String, is: String?)
    /// The file ends before the image does.
    case truncated(file: String, detail: String)
    /// The contents break the rules of the format.
    case malformed(file: String, detail: String)
    /// The image has more pixels on a side than `limit`.
    case tooLarge(file: String, width: Int, height: Int, limit: Int)
    /// The file itself has more bytes than `limit`.
    case tooManyBytes(file: String, limit: Int)
    /// The system failed to read.
    case readFailed(file: String, reason: String)
    /// The system failed to write.
    case writeFailed(file: String, reason: String)

    /// The exit code of a command that stops here: 65 bad data, 66 no input, 74 input or output failed.
    public var exitCode: Int32 {
        switch self {
        case .notFound, .isFolder, .notPermitted: 66
        case .empty, .unknownFormat, .truncated, .malformed, .tooLarge, .tooManyBytes: 65
        case .readFailed, .writeFailed: 74
        }
    }

    public var description: String {
        switch self {
        case .notFound(let file):
            "\(file): no such file; check the path."
        case .isFolder(let file):
            "\(file): is a folder, not an image; name a picture's file."
        case .notPermitted(let file):
            "\(file): no permission to read it; change its mode or copy it."
        case .empty(let file):
            "\(file): is empty; a PNG, JPEG, PGM, PPM or PBM image was expected."
        case .unknownFormat(let file, let kind):
            "\(file): is \(kind ?? "no image"), and PNG, JPEG, PGM, PPM and PBM are read; save it as one of these."
        case .truncated(let file, let detail):
            "\(file): is cut short: \(detail); copy it again."
        case .malformed(let file, let detail):
            "\(file): is damaged: \(detail); save it again from where it came."
        case .tooLarge(let file, let width, let height, let limit):
            "\(file): is \(width)×\(height) pixels, at most \(limit)×\(limit) are read; make it smaller."
        case .tooManyBytes(let file, let limit):
            "\(file): is longer than \(limit >> 20) MiB; make the image smaller."
        case .readFailed(let file, let reason):
            "\(file): reading failed: \(reason)."
        case .writeFailed(let file, let reason):
            "\(file): writing failed: \(reason); choose another place or make room."
        }
    }
}
