extension DatasetError: CustomStringConvertible {
    /// The status a command ends with: 65 bad data, 66 no input, 74 input or output, 130 after Ctrl-C.
    public var exitCode: Int32 {
        switch self {
        case .missingFolder, .missingFile, .isFolder, .isNotFolder, .notRegularFile, .permissionDenied, .missingFashion,
            .missingSubset, .noSource, .severalSets:
            66
        case .empty, .wrongMagic, .truncated, .truncatedGzip, .brokenGzip, .trailingBytes, .trailingGzip,
            .wrongImageSize, .noImages, .tooMany, .implausibleCount, .countsDiffer, .wrongCount, .labelOutOfRange,
            .badClassList:
            65
        case .fileSystem, .outOfMemory, .downloadFailed:
            74
        case .cancelled:
            130
        }
    }

    public var description: String {
        switch self {
        case .missingFolder(let path):
            "there is no folder \(path); --data takes a folder of IDX files, or mnist, fashion or mini"
        case .missingFile(let folder, let names):
            "\(folder) has no \(names.first ?? "file") (looked for \(names.joined(separator: ", ")), each also with .gz)"
        case .isFolder(let file):
            "\(file) is a folder where a file of images or labels should be"
        case .isNotFolder(let path):
            "\(path) is a file; --data takes the folder that holds the IDX files"
        case .notRegularFile(let file):
            "\(file) is not a regular file; copy the data into one"
        case .permissionDenied(let path):
            "no permission to read \(path); check it with ls -l"
        case .severalSets(let folder, let choices):
            "\(folder) holds several data sets; give one of them: \(choices.prefix(8).joined(separator: ", "))"
        case .missingFashion(let folder):
            "Fashion-MNIST is not in \(folder); get it with: apt-get install dataset-fashion-mnist"
                + " (or give a folder of its four files with --data)"
        case .missingSubset(let looked):
            "the embedded images are missing (looked in \(looked.joined(separator: ", "))); install the program again,"
                + " or set DIGITLAB_ASSETS"
        case .noSource(let reasons):
            "no MNIST to be had: \(reasons.joined(separator: "; ")); give a folder with --data, or --data mini"
        case .outOfMemory(let bytes):
            "no memory for \(bytes.grouped) bytes of images"
        case .downloadFailed(let file, let reasons):
            "could not download \(file): \(reasons.joined(separator: "; "))"
        case .cancelled:
            "stopped"
        case .fileSystem(let error):
            error.description
        default:
            badDataDescription
        }
    }

    private var badDataDescription: String {
        switch self {
        case .empty(let file):
            return "\(file) is empty"
        case .wrongMagic(let file, let found, let expected):
            let kind = expected == IDXKind.images.magic ? "images" : "labels"
            var hint = ""
            if IDXKind.allCases.contains(where: { $0.magic == found }) {
                hint = "; it holds \(kind == "images" ? "labels" : "images") instead"
            }
            return "\(file) is not an IDX file of \(kind): it begins with \(found), not \(expected)\(hint)"
        case .truncated(let file, let offset, let expected):
            return "\(file) ends at byte \(offset.grouped), but its header needs \(expected.grouped) bytes; get it anew"
        case .truncatedGzip(let file, let offset):
            return "\(file) is cut off: its compressed data stop at byte \(offset.grouped); get it anew"
        case .brokenGzip(let file, let offset, let reason):
            return "\(file) is damaged near byte \(offset.grouped) of the compressed data (\(reason)); get it anew"
        case .trailingBytes(let file, let offset):
            return "\(file) goes on after byte \(offset.grouped), where its header says it ends"
        case .trailingGzip(let file, let offset):
            return "\(file) has bytes that are not gzip after its end at byte \(offset.grouped)"
        case .wrongImageSize(let file, let rows, let columns):
            return "\(file) has images of \(rows)×\(columns) pixels; only 28×28 can be used"
        case .noImages(let file):
            return "\(file) says that it holds 0 images"
        case .tooMany(let file, let count, let limit):
            return "\(file) says that it holds \(count) images; at most \(limit) are read"
        case .implausibleCount(let file, let count, let fileSize):
            return "\(file) says that it holds \(count), which \(fileSize.grouped) compressed bytes cannot"
        case .countsDiffer(let images, let imageCount, let labels, let labelCount):
            return "\(images) has \(imageCount.grouped) images, but \(labels) has \(labelCount.grouped) labels"
        case .labelOutOfRange(let file, let offset, let label, let first, let last):
            let hint = last == 9 ? "; for more classes put a \(ClassList.fileName) with a name a line beside it" : ""
            return "\(file) has the label \(label) at byte \(offset.grouped); labels are \(first) to \(last)\(hint)"
        case .badClassList(let file, let line, let reason):
            return "\(file), line \(line): \(reason)"
        case .wrongCount(let file, let found, let expected):
            return "\(file) holds \(found.grouped), not \(expected.grouped)"
        default:
            return ""
        }
    }
}
