import Foundation

/// Writes a pair of IDX files that ``ImageSet/load(folder:role:)`` and every other MNIST reader understands.
public enum IDXWriter {
    /// Writes `set` into `folder`, which is made where it is missing, replacing the pair that is there.
    ///
    /// Both files are on the disk under temporary names before the first takes its own, so that the two can differ only for
    /// the moment between two renamings. Another spelling of the pair (`.gz`, `.idx3-ubyte`) in the folder is then
    /// removed, for it would be out of date.
    ///
    /// - Throws: ``FileSystemError``.
    public static func write(_ set: ImageSet, folder: String, role: ImageRole) throws(FileSystemError) {
        precondition(!set.isEmpty, "a file of no images cannot be read back")
        try AtomicFile.makeFolder(folder)
        func path(_ name: String) -> String { (folder as NSString).appendingPathComponent(name) }
        var images = try PendingFile(for: path(IDXKind.images.fileNames(role)[0]))
        var labels = try PendingFile(for: path(IDXKind.labels.fileNames(role)[0]))
        try images.append(IDXKind.images.header(count: set.count))
        let written = set.withUnsafePixels { pixels in
            Result { () throws(FileSystemError) in try images.append(UnsafeRawBufferPointer(pixels)) }
        }
        try written.get()
        try labels.append(IDXKind.labels.header(count: set.count))
        try labels.append(set.labels)
        try images.synchronize()
        try labels.synchronize()
        try images.commit()
        try labels.commit()
        for kind in IDXKind.allCases {
            let names = kind.fileNames(role)
            for other in names.dropFirst() + names.map({ $0 + ".gz" }) { unlink(path(other)) }
        }
    }
}
