import Foundation

/// Keeps large gzipped image files unpacked, so that the next start need not unpack them again.
///
/// An entry is named by its file's path, size, times and inode: change the file and the entry is no longer found. It is
/// only ever a help: where it cannot be written or read, nothing is said.
struct UnpackedCache: Sendable {
    /// The folder that holds the entries.
    let folder: String
    /// Smaller files are unpacked in a few milliseconds.
    var smallestFile = 4 << 20
    /// Older entries make room.
    var largestCount = 6

    /// The entry's name for a file, or `nil` where it is not worth one.
    func key(for reader: IDXReader) -> String? {
        guard reader.isCompressed, reader.itemBytes >= smallestFile else { return nil }
        let resolved = realpath(reader.path, nil)
        defer { free(resolved) }
        let path = resolved.map { String(cString: $0) } ?? reader.path
        return MessageDigest.md5(Array("\(path)\n\(reader.identity)".utf8))
    }

    /// The entry, open for reading.
    func reader(for key: String) -> IDXReader? {
        try? IDXReader(path: path(key), kind: .images)
    }

    /// Writes an entry on a thread of its own: the caller need not wait for the disk.
    func store(_ buffer: PixelBuffer, count: Int, for key: String) {
        DispatchQueue.global(qos: .utility).async { storeNow(buffer, count: count, for: key) }
    }

    /// Writes an entry.
    func storeNow(_ buffer: PixelBuffer, count: Int, for key: String) {
        do {
            try AtomicFile.makeFolder(folder)
            var file = try PendingFile(for: path(key))
            try file.append(IDXKind.images.header(count: count))
            try file.append(UnsafeRawBufferPointer(start: buffer.baseAddress, count: buffer.count))
            try file.commit()
            removeOldEntries()
        } catch {
            // A cache that cannot be written is no cache.
        }
    }

    private func path(_ key: String) -> String { (folder as NSString).appendingPathComponent(key) }

    /// Removes what is too much, and the half-written files of programs that ended meanwhile.
    private func removeOldEntries() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var entries: [(path: String, seconds: Int)] = []
        let now = time(nil)
        for name in names {
            var status = stat()
            guard lstat(path(name), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            if name.hasSuffix(".partial") {
                if now - status.st_mtim.tv_sec > 3600 { unlink(path(name)) }
            } else {
                entries.append((path(name), status.st_mtim.tv_sec))
            }
        }
        for entry in entries.sorted(by: { $0.seconds > $1.seconds }).dropFirst(largestCount) { unlink(entry.path) }
    }
}
