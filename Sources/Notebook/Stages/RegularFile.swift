import Foundation

/// Reading of whole small files that others may have put there.
public enum RegularFile {
    /// Why there is nothing to read.
    public enum ReadError: Error { case missing, isFolder, notRegular, unreadable, tooLarge }

    /// The bytes of a regular file; nothing else is read, for a pipe or a device could keep us for ever.
    ///
    /// - Throws: ``ReadError``, also for a file of more than `limit` bytes.
    public static func read(_ path: String, limit: Int) throws(ReadError) -> [UInt8] {
        // Not blocking: opening a named pipe would already wait for somebody who writes.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT, ENOTDIR: throw .missing
            // A socket cannot be opened at all.
            case ENXIO, ENODEV: throw .notRegular
            default: throw .unreadable
            }
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw .isFolder
        default: throw .notRegular
        }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        var count = 0
        while count < bytes.count {
            let result = bytes.withUnsafeMutableBytes {
                Foundation.read(descriptor, $0.baseAddress! + count, $0.count - count)
            }
            if result == 0 { break }
            if result > 0 {
                count += result
            } else if errno != EINTR {
                throw .unreadable
            }
        }
        guard count <= limit else { throw .tooLarge }
        return Array(bytes[..<count])
    }
}
