import Foundation

/// Writes whole files so that nobody ever sees half of one.
///
/// The bytes go to a temporary name in the same folder, are flushed to the disk, and then take the file's name in one step.
public enum AtomicFile {
    /// Writes `bytes` to the file at `path`.
    ///
    /// - Throws: ``FileSystemError``; the old file, if there was one, is then untouched.
    public static func write(_ bytes: [UInt8], to path: String) throws(FileSystemError) {
        var pending = try PendingFile(for: path)
        try pending.append(bytes)
        try pending.commit()
    }

    /// Writes `text` as UTF-8 to the file at `path`.
    public static func write(_ text: String, to path: String) throws(FileSystemError) {
        try write(Array(text.utf8), to: path)
    }

    /// Writes `data` to the file at `url`.
    public static func write(_ data: Data, to url: URL) throws(FileSystemError) {
        try write([UInt8](data), to: url.path)
    }

    /// Makes the folder at `path` and those above it where they are missing.
    public static func makeFolder(_ path: String) throws(FileSystemError) {
        if mkdir(path, 0o777) == 0 { return }
        let code = errno
        if code == ENOENT {
            let parent = (path as NSString).deletingLastPathComponent
            guard !parent.isEmpty, parent != path else {
                throw FileSystemError(operation: "make the folder", path: path, code: code)
            }
            try makeFolder(parent)
            if mkdir(path, 0o777) == 0 || errno == EEXIST { return }
            throw FileSystemError(operation: "make the folder", path: path, code: errno)
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw FileSystemError(operation: "make the folder", path: path, code: code == EEXIST ? ENOTDIR : code)
        }
    }
}
