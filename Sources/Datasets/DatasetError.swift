/// Why images could not be had: every kind of bad file, missing file and failed download.
public enum DatasetError: Error, Sendable, Equatable {
    // The file is not there or cannot be opened.
    case missingFolder(String)
    case missingFile(folder: String, names: [String])
    case isFolder(file: String)
    case isNotFolder(path: String)
    case notRegularFile(file: String)
    case permissionDenied(path: String)
    case missingFashion(folder: String)
    case missingSubset(looked: [String])
    case noSource(reasons: [String])

    // The file is there and wrong. Offsets count unpacked bytes, but in the cases named gzip bytes of the file itself.
    case empty(file: String)
    case wrongMagic(file: String, found: UInt32, expected: UInt32)
    case truncated(file: String, offset: Int, expected: Int)
    case truncatedGzip(file: String, offset: Int)
    case brokenGzip(file: String, offset: Int, reason: String)
    case trailingBytes(file: String, offset: Int)
    case trailingGzip(file: String, offset: Int)
    case wrongImageSize(file: String, rows: UInt32, columns: UInt32)
    case noImages(file: String)
    case tooMany(file: String, count: UInt32, limit: Int)
    case implausibleCount(file: String, count: UInt32, fileSize: Int)
    case countsDiffer(images: String, imageCount: Int, labels: String, labelCount: Int)
    case wrongCount(file: String, found: Int, expected: Int)
    case labelOutOfRange(file: String, offset: Int, label: Int, first: Int, last: Int)
    case badClassList(file: String, line: Int, reason: String)
    case severalSets(folder: String, choices: [String])

    // The world.
    case fileSystem(FileSystemError)
    case outOfMemory(bytes: Int)
    case downloadFailed(file: String, reasons: [String])
    case cancelled
}
