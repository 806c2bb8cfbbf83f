import Foundation
import Synchronization

extension ImageSet {
    /// Loads a pair of IDX files from `folder`: `train-…` or `t10k-…`, images and labels, gzipped or not, or as EMNIST,
    /// QMNIST, torchvision and Kaggle call them.
    ///
    /// - Throws: ``DatasetError`` naming the file and the offset or value that is wrong.
    public static func load(folder: String, role: ImageRole) throws(DatasetError) -> ImageSet {
        let folder = try DataFolder(folder, roles: [role])
        return try load(folder, role: role, classCount: folder.classNames().count, unpacked: nil).set
    }

    static func load(
        _ folder: DataFolder, role: ImageRole, classCount: Int, unpacked: UnpackedCache?
    ) throws(DatasetError) -> (set: ImageSet, notes: [String]) {
        // Both headers are checked against each other before the first pixel is unpacked.
        let (labelReader, labelNote) = try folder.open(.labels, role)
        let (imageReader, imageNote) = try folder.open(.images, role)
        let notes = [imageNote, labelNote].compactMap { $0 }
        guard imageReader.count == labelReader.count else {
            throw .countsDiffer(
                images: imageReader.path, imageCount: imageReader.count,
                labels: labelReader.path, labelCount: labelReader.count)
        }
        let labels = try labelReader.readLabels(first: folder.naming.firstLabel, classCount: classCount)
        let key = unpacked?.key(for: imageReader)
        if let unpacked, let key, let copy = unpacked.reader(for: key), copy.count == imageReader.count,
            let buffer = try? copy.readImages()
        {
            return (ImageSet(buffer: buffer, firstImage: 0, labels: labels, classCount: classCount), notes)
        }
        let buffer = try imageReader.readImages()
        if let unpacked, let key { unpacked.store(buffer, count: labels.count, for: key) }
        return (ImageSet(buffer: buffer, firstImage: 0, labels: labels, classCount: classCount), notes)
    }

    /// The halves of a data set, what its classes are called, and what is to be said of files that were passed over.
    struct Halves: Sendable {
        var train: ImageSet
        var test: ImageSet
        var classNames: [String]
        var notes: [String]
        /// Whether the publisher's images have rows and columns exchanged.
        var isTransposed: Bool
        /// What the publisher calls the set, such as `emnist-letters`, where its files say so.
        var publishedName: String?
    }

    /// Loads the pairs that `roles` names, at the same time, for unpacking a large one takes a tenth of a second.
    ///
    /// A pair that was not asked for is empty.
    static func load(folder: String, roles: Set<ImageRole>, unpacked: UnpackedCache?) throws(DatasetError) -> Halves {
        let folder = try DataFolder(folder, roles: roles)
        let classNames = try folder.classNames()
        let results = Mutex<[ImageRole: Result<(set: ImageSet, notes: [String]), DatasetError>]>([:])
        let wanted = ImageRole.allCases.filter(roles.contains)
        DispatchQueue.concurrentPerform(iterations: wanted.count) { index in
            let role = wanted[index]
            let result = Result { () throws(DatasetError) in
                try load(folder, role: role, classCount: classNames.count, unpacked: unpacked)
            }
            results.withLock { $0[role] = result }
        }
        let loaded = results.withLock { $0 }
        func half(_ role: ImageRole) throws(DatasetError) -> (set: ImageSet, notes: [String]) {
            guard let result = loaded[role] else {
                return (try ImageSet(pixels: [], labels: [], classCount: classNames.count), [])
            }
            return try result.get()
        }
        let (train, test) = (try half(.train), try half(.test))
        return Halves(
            train: train.set, test: test.set, classNames: classNames, notes: train.notes + test.notes,
            isTransposed: folder.naming.isTransposed,
            publishedName: folder.naming.name.isEmpty ? nil : folder.naming.name)
    }

    static func checkFolder(_ folder: String) throws(DatasetError) {
        var status = stat()
        guard stat(folder, &status) == 0 else {
            throw errno == EACCES ? .permissionDenied(path: folder) : .missingFolder(folder)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .isNotFolder(path: folder) }
    }
}
