import Foundation
import Synchronization

extension ImageSet {
    /// Loads a pair of IDX files from `folder`: `train-…` or `t10k-…`, images and labels, gzipped or not.
    ///
    /// - Throws: ``DatasetError`` naming the file and the offset or value that is wrong.
    public static func load(folder: String, role: ImageRole) throws(DatasetError) -> ImageSet {
        try load(folder: folder, role: role, unpacked: nil)
    }

    static func load(folder: String, role: ImageRole, unpacked: UnpackedCache?) throws(DatasetError) -> ImageSet {
        // Both headers are checked against each other before the first pixel is unpacked.
        let labelReader = try IDXReader(path: try find(.labels, role, in: folder), kind: .labels)
        let imageReader = try IDXReader(path: try find(.images, role, in: folder), kind: .images)
        guard imageReader.count == labelReader.count else {
            throw .countsDiffer(
                images: imageReader.path, imageCount: imageReader.count,
                labels: labelReader.path, labelCount: labelReader.count)
        }
        let labels = try labelReader.readLabels()
        let key = unpacked?.key(for: imageReader)
        if let unpacked, let key, let copy = unpacked.reader(for: key), copy.count == imageReader.count,
            let buffer = try? copy.readImages()
        {
            return ImageSet(buffer: buffer, firstImage: 0, labels: labels)
        }
        let buffer = try imageReader.readImages()
        if let unpacked, let key { unpacked.store(buffer, count: labels.count, for: key) }
        return ImageSet(buffer: buffer, firstImage: 0, labels: labels)
    }

    /// Loads the pairs that `roles` names, at the same time, for unpacking a large one takes a tenth of a second.
    ///
    /// A pair that was not asked for is empty.
    static func load(
        folder: String, roles: Set<ImageRole>, unpacked: UnpackedCache?
    ) throws(DatasetError) -> (train: ImageSet, test: ImageSet) {
        try checkFolder(folder)
        let results = Mutex<[ImageRole: Result<ImageSet, DatasetError>]>([:])
        let wanted = ImageRole.allCases.filter(roles.contains)
        DispatchQueue.concurrentPerform(iterations: wanted.count) { index in
            let role = wanted[index]
            let result = Result { () throws(DatasetError) in
                try load(folder: folder, role: role, unpacked: unpacked)
            }
            results.withLock { $0[role] = result }
        }
        let loaded = results.withLock { $0 }
        func set(_ role: ImageRole) throws(DatasetError) -> ImageSet {
            guard let result = loaded[role] else { return try ImageSet(pixels: [], labels: []) }
            return try result.get()
        }
        return (try set(.train), try set(.test))
    }

    /// The path of the first spelling that exists.
    static func find(_ kind: IDXKind, _ role: ImageRole, in folder: String) throws(DatasetError) -> String {
        let names = kind.fileNames(role)
        for name in names + names.map({ $0 + ".gz" }) {
            let path = (folder as NSString).appendingPathComponent(name)
            // `lstat`, so that a broken link is told as the missing file it names.
            var status = stat()
            if lstat(path, &status) == 0 { return path }
            if errno == EACCES { throw .permissionDenied(path: path) }
        }
        throw .missingFile(folder: folder, names: names)
    }

    static func checkFolder(_ folder: String) throws(DatasetError) {
        var status = stat()
        guard stat(folder, &status) == 0 else {
            throw errno == EACCES ? .permissionDenied(path: folder) : .missingFolder(folder)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .isNotFolder(path: folder) }
    }
}
