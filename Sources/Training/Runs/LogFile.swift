import Datasets
import Foundation
import Synchronization

/// A text file that lines are appended to, from any thread, each whole.
public final class LogFile: Sendable {
    public let path: String
    private let descriptor: Mutex<Int32>

    /// Opens the file at `path`, made where it is missing.
    public init(path: String) throws(FileSystemError) {
        self.path = path
        let opened = Self.open(path)
        guard opened >= 0 else { throw FileSystemError(operation: "write", path: path, code: errno) }
        descriptor = Mutex(opened)
    }

    deinit { descriptor.withLock { _ = close($0) } }

    private static func open(_ path: String) -> Int32 {
        Foundation.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    }

    /// Appends one line with the local time before it; a full disk loses it silently, for a log must not stop a run.
    public func append(_ text: String) {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        var local = tm()
        localtime_r(&now.tv_sec, &local)
        var stamp = [CChar](repeating: 0, count: 32)
        strftime(&stamp, stamp.count, "%Y-%m-%d %H:%M:%S", &local)
        let time = String(decoding: stamp.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        // One call of `write` with O_APPEND: lines of several threads do not mix.
        let line = Array("\(time) \(text)\n".utf8)
        descriptor.withLock { descriptor in
            var (present, written) = (stat(), stat())
            // A file that was deleted or moved away is begun anew under its path, once its folder is back.
            if fstat(descriptor, &written) == 0,
                stat(path, &present) != 0 || (present.st_ino, present.st_dev) != (written.st_ino, written.st_dev)
            {
                let opened = Self.open(path)
                if opened >= 0 {
                    close(descriptor)
                    descriptor = opened
                }
            }
            _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        }
    }
}
