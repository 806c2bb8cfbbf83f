import Foundation
import Synchronization

/// A file that is being written under a temporary name and appears under its own by ``commit()``.
///
/// Going out of scope without a commit removes it.
public struct PendingFile: ~Copyable {
    private static let serial = Atomic<Int>(0)

    /// The name the file will have.
    public let path: String
    private let temporary: String
    private let folder: String
    private var descriptor: Int32
    private var isSynchronized = false
    private var isCommitted = false

    /// Opens a temporary file beside `path`; a symbolic link at `path` stays and its target is replaced.
    public init(for path: String) throws(FileSystemError) {
        var target = path
        if let resolved = realpath(path, nil) {
            target = String(cString: resolved)
            free(resolved)
        }
        self.path = target
        let parent = (target as NSString).deletingLastPathComponent
        folder = parent.isEmpty ? "." : parent
        let number = Self.serial.add(1, ordering: .relaxed).newValue
        let name = Self.temporaryName(
            for: (target as NSString).lastPathComponent, process: getpid(), serial: number)
        temporary = (folder as NSString).appendingPathComponent(name)

        var status = stat()
        let mode: mode_t = stat(target, &status) == 0 ? status.st_mode & 0o777 : 0o666
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw FileSystemError(operation: "write", path: target, code: errno) }
    }

    /// Adds bytes at the end.
    public mutating func append(_ bytes: UnsafeRawBufferPointer) throws(FileSystemError) {
        var written = 0
        while written < bytes.count {
            let result = Foundation.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
            if result > 0 {
                written += result
            } else if result == 0 || errno != EINTR {
                throw FileSystemError(operation: "write", path: path, code: result == 0 ? ENOSPC : errno)
            }
        }
    }

    /// Adds bytes at the end.
    public mutating func append(_ bytes: [UInt8]) throws(FileSystemError) {
        let result = bytes.withUnsafeBytes { raw in Result { () throws(FileSystemError) in try append(raw) } }
        try result.get()
    }

    /// Flushes what was written to the disk and closes the file, so that ``commit()`` is only a renaming.
    public mutating func synchronize() throws(FileSystemError) {
        guard !isSynchronized else { return }
        guard fsync(descriptor) == 0 else { throw FileSystemError(operation: "write", path: path, code: errno) }
        let closed = close(descriptor)
        descriptor = -1
        guard closed == 0 || errno == EINTR else { throw FileSystemError(operation: "write", path: path, code: errno) }
        isSynchronized = true
    }

    /// Gives the file its name.
    public mutating func commit() throws(FileSystemError) {
        precondition(!isCommitted, "a file is committed once")
        try synchronize()
        guard rename(temporary, path) == 0 else {
            throw FileSystemError(operation: "write", path: path, code: errno)
        }
        isCommitted = true
        // The new name itself must survive a power cut; where a folder cannot be flushed, nothing is lost but that.
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if !isCommitted { unlink(temporary) }
    }
}
