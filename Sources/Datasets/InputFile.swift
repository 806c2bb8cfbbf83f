import Foundation

/// A regular file open for reading; each system call is wrapped once here.
final class InputFile {
    let path: String
    /// Its length in bytes when it was opened.
    let size: Int
    /// Tells this content from an earlier one under the same name.
    let identity: String
    private let descriptor: Int32

    init(_ path: String) throws(DatasetError) {
        self.path = path
        // Not blocking: opening a named pipe would otherwise wait for a writer for ever.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.error(errno, path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw Self.error(code, path)
        }
        let format = status.st_mode & S_IFMT
        guard format == S_IFREG else {
            close(descriptor)
            throw format == S_IFDIR ? .isFolder(file: path) : .notRegularFile(file: path)
        }
        size = Int(status.st_size)
        let modified = status.st_mtim
        let changed = status.st_ctim
        identity =
            "\(status.st_dev):\(status.st_ino):\(size):\(modified.tv_sec).\(modified.tv_nsec):\(changed.tv_sec).\(changed.tv_nsec)"
    }

    /// Reads up to `memory.count` bytes; 0 at the end.
    func read(into memory: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
        while true {
            let result = Foundation.read(descriptor, memory.baseAddress, memory.count)
            if result >= 0 { return result }
            if errno != EINTR { throw Self.error(errno, path) }
        }
    }

    /// Starts again at the first byte.
    func rewind() throws(DatasetError) {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw Self.error(errno, path) }
    }

    private static func error(_ code: Int32, _ path: String) -> DatasetError {
        switch code {
        case ENOENT, ENOTDIR:
            let name = (path as NSString).lastPathComponent
            return .missingFile(folder: (path as NSString).deletingLastPathComponent, names: [name])
        case EACCES, EPERM: return .permissionDenied(path: path)
        case EISDIR: return .isFolder(file: path)
        default: return .fileSystem(FileSystemError(operation: "read", path: path, code: code))
        }
    }

    deinit { close(descriptor) }
}
