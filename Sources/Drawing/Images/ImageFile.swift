#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

// The C names, apart from the methods of the same name.
private let systemRead = read(_:_:_:)
private let systemWrite = write(_:_:_:)

/// Whole files in and out: reading with a limit, writing atomically.
enum ImageFile {
    /// No image of at most 4096×4096 pixels needs more.
    static let byteLimit = 96 << 20

    /// All bytes of the file.
    static func read(_ path: String) throws(ImageError) -> [UInt8] {
        let descriptor = retrying { open(path, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT, ENOTDIR: throw .notFound(file: path)
            case EACCES, EPERM: throw .notPermitted(file: path)
            case EISDIR: throw .isFolder(file: path)
            default: throw .readFailed(file: path, reason: lastReason())
            }
        }
        defer { close(descriptor) }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { throw .isFolder(file: path) }

        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = retrying { systemRead(descriptor, &chunk, chunk.count) }
            guard count >= 0 else { throw .readFailed(file: path, reason: lastReason()) }
            if count == 0 { return bytes }
            guard bytes.count + count <= byteLimit else { throw .tooManyBytes(file: path, limit: byteLimit) }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    /// Writes to a temporary name in the same folder, fsyncs and renames: readers see the old file or the new, whole.
    static func write(_ bytes: [UInt8], to path: String) throws(ImageError) {
        var temporary = ""
        var descriptor: Int32 = -1
        for attempt in 0..<100 {
            temporary = "\(path).\(getpid())-\(attempt).tmp"
            descriptor = retrying { open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
            if descriptor >= 0 || errno != EEXIST { break }
        }
        guard descriptor >= 0 else { throw .writeFailed(file: path, reason: lastReason()) }

        var written = 0
        var failure: String?
        while written < bytes.count, failure == nil {
            let count = bytes.withUnsafeBytes { buffer in
                retrying { systemWrite(descriptor, buffer.baseAddress! + written, bytes.count - written) }
            }
            if count < 0 { failure = lastReason() } else { written += count }
        }
        if failure == nil, fsync(descriptor) != 0 { failure = lastReason() }
        if close(descriptor) != 0, failure == nil { failure = lastReason() }
        if failure == nil, rename(temporary, path) != 0 { failure = lastReason() }
        if let failure {
            unlink(temporary)
            throw .writeFailed(file: path, reason: failure)
        }
    }

    /// Repeats a call that a signal interrupted.
    private static func retrying<Value: SignedInteger>(_ call: () -> Value) -> Value {
        while true {
            let value = call()
            if value >= 0 || errno != EINTR { return value }
        }
    }

    private static func lastReason() -> String { String(cString: strerror(errno)) }
}
