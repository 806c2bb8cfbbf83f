import Foundation

/// What images there are on this machine: places, sizes, sums.
public struct DatasetInventory: Sendable, Equatable {
    /// One of the places that are looked at.
    public struct Place: Sendable, Equatable {
        /// The data set's short name, or `DIGITLAB_DATA`.
        public let name: String
        /// What it is, for people.
        public let title: String
        public let folder: String
        public let files: [File]
        /// Whether all four files are there and right.
        public var isComplete: Bool { files.allSatisfy { $0.condition.isUsable } }
        /// Bytes on the disk.
        public var size: Int { files.reduce(0) { $0 + ($1.size ?? 0) } }
    }

    /// One file of a place.
    public struct File: Sendable, Equatable {
        /// The path that was found, or the usual one where none was.
        public let path: String
        /// Bytes on the disk, `nil` where it is missing.
        public let size: Int?
        /// The number of images or labels.
        public let count: Int?
        /// The sum of the unpacked file.
        public let md5: String?
        public let condition: Condition
    }

    /// Whether a file can be used.
    public enum Condition: Sendable, Equatable {
        /// The sum is the published one.
        case verified
        /// It can be read; nobody published a sum for it.
        case readable
        case missing
        /// It can be read, but its sum is not the published one.
        case wrongSum(expected: String)
        /// It cannot be read; the text says why.
        case broken(String)

        /// Whether it can be trained on.
        public var isUsable: Bool { self == .verified || self == .readable }
    }

    /// The places, in the order in which they are looked at.
    public let places: [Place]

    /// Reads every file of every place, which takes about half a second for two full sets.
    public init(
        paths: DatasetPaths = DatasetPaths(),
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        var places: [Place] = []
        if let value = environment["DIGITLAB_DATA"], case .folder(let path) = DatasetRequest.Selection(argument: value),
            !path.isEmpty
        {
            places.append(Self.place("DIGITLAB_DATA", "your own folder", path, nil))
        }
        places.append(Self.place("mnist", "MNIST, downloaded", paths.mnist, KnownFile.mnist))
        places.append(Self.place("fashion", "Fashion-MNIST", paths.fashion, KnownFile.fashion))
        places.append(Self.place("mini", "MNIST subset, embedded", paths.subset ?? "", nil))
        self.places = places
    }

    private static func place(_ name: String, _ title: String, _ folder: String, _ known: [KnownFile]?) -> Place {
        var files: [File] = []
        for role in ImageRole.allCases {
            for kind in IDXKind.allCases {
                let expected = known?.first { $0.role == role && $0.kind == kind }
                files.append(file(kind, role, in: folder, expected: expected?.md5))
            }
        }
        return Place(name: name, title: title, folder: folder, files: files)
    }

    private static func file(_ kind: IDXKind, _ role: ImageRole, in folder: String, expected: String?) -> File {
        var path = (folder as NSString).appendingPathComponent(kind.fileNames(role)[0])
        guard !folder.isEmpty else { return File(path: path, size: nil, count: nil, md5: nil, condition: .missing) }
        var size: Int?
        do throws(DatasetError) {
            let place = try DataFolder(folder, roles: [role])
            path = try place.candidates(kind, role)[0]
            size = try InputFile(path).size
            let reader = try place.open(kind, role).reader
            path = reader.path
            size = try InputFile(path).size
            let (count, sum) = try contents(reader, place)
            var condition = Condition.readable
            if let expected { condition = sum == expected ? .verified : .wrongSum(expected: expected) }
            return File(path: path, size: size, count: count, md5: sum, condition: condition)
        } catch {
            switch error {
            case .missingFile, .missingFolder:
                return File(path: path, size: nil, count: nil, md5: nil, condition: .missing)
            default: break
            }
            return File(path: path, size: size, count: nil, md5: nil, condition: .broken(error.description))
        }
    }

    /// The number of items and the sum of the unpacked file.
    private static func contents(
        _ reader: IDXReader, _ place: DataFolder
    ) throws(DatasetError) -> (count: Int, sum: String) {
        var digest = MessageDigest()
        digest.update(reader.kind.header(count: reader.count))
        if reader.kind == .labels {
            digest.update(
                try reader.readLabels(first: place.naming.firstLabel, classCount: place.classNames().count))
        } else {
            let images = try reader.readImages()
            digest.update(UnsafeRawBufferPointer(start: images.baseAddress, count: images.count))
        }
        return (reader.count, digest.finish())
    }

    /// Whether `folder` has the file with the published sum.
    static func isVerified(_ known: KnownFile, in folder: String) -> Bool {
        file(known.kind, known.role, in: folder, expected: known.md5).condition == .verified
    }
}
