import Foundation

extension PendingFile {
    /// The name under which a file is written before it has its own: hidden, and telling whose it is.
    static func temporaryName(for name: String, process: Int32, serial: Int) -> String {
        ".\(name).\(process)-\(serial).partial"
    }

    /// The number of the process that writes, or wrote, a file of this name; `nil` for any other name.
    package static func writer(ofTemporary name: String) -> Int32? {
        guard name.hasPrefix("."), name.hasSuffix(".partial") else { return nil }
        let parts = name.dropLast(".partial".count).split(separator: ".").last?.split(separator: "-") ?? []
        guard parts.count == 2, Int(parts[1]) != nil, let process = Int32(parts[0]), process > 0 else { return nil }
        return process
    }

    /// Removes the temporary files in `folder` whose process is gone and can finish them no more.
    ///
    /// A file of a day ago is nobody's either, for the process's number may be another one's by now.
    public static func removeLeftovers(in folder: String) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
        for name in names {
            guard let process = writer(ofTemporary: name) else { continue }
            let path = (folder as NSString).appendingPathComponent(name)
            let isAlive = kill(process, 0) == 0 || errno == EPERM
            var status = stat()
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            if !isAlive || time(nil) - status.st_mtim.tv_sec > 86_400 { unlink(path) }
        }
    }
}
