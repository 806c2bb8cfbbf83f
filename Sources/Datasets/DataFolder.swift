import Foundation

/// Where the files of a data set lie and how they are called: in the folder that was named, or further down where Kaggle's,
/// torchvision's and EMNIST's archives put them.
struct DataFolder: Sendable {
    /// The folder with the files.
    let path: String
    let naming: IDXNaming
    /// The folder that was asked for, where a `classes.txt` may lie too.
    let root: String

    /// Looks in `path`, then in `raw`, `gzip` and its other folders, each with a `raw` or `gzip` of its own. A path that ends
    /// in `emnist-letters` or the like and is no folder means the files that begin so.
    ///
    /// - Parameter roles: The halves that are wanted: a set that has them all is preferred.
    /// - Throws: ``DatasetError`` where there is no such folder, or where it holds several data sets. A folder without a
    ///   file is found all the same, and the file is missed when it is opened.
    init(_ path: String, roles: Set<ImageRole>) throws(DatasetError) {
        var root = path
        var namings = IDXNaming.all
        let last = (path as NSString).lastPathComponent
        if !Self.isFolder(path), let naming = IDXNaming.all.first(where: { !$0.prefix.isEmpty && $0.name == last }) {
            root = (path as NSString).deletingLastPathComponent
            if root.isEmpty { root = "." }
            namings = [naming]
        }
        try ImageSet.checkFolder(root)
        self.root = root
        for places in [[root], Self.places(below: root)] {
            var whole: [(String, IDXNaming)] = []
            var parts: [(String, IDXNaming)] = []
            for place in places {
                let names = Set(Self.contents(place))
                for naming in namings {
                    let found = roles.flatMap { role in
                        IDXKind.allCases.map { kind in
                            naming.names(kind, role).contains { names.contains($0) || names.contains($0 + ".gz") }
                        }
                    }
                    if found.allSatisfy({ $0 }) { whole.append((place, naming)) }
                    if found.contains(true) { parts.append((place, naming)) }
                }
            }
            guard whole.count <= 1 else {
                throw .severalSets(
                    folder: root, choices: whole.map { ($0.0 as NSString).appendingPathComponent($0.1.name) })
            }
            if let (path, naming) = whole.first ?? parts.first {
                self.path = path
                self.naming = naming
                return
            }
        }
        self.path = root
        naming = namings.count == 1 ? namings[0] : .mnist
    }

    /// The spellings of one file that are there: unpacked before packed, and Kaggle's folders that are called like the file
    /// inside them.
    func candidates(_ kind: IDXKind, _ role: ImageRole) throws(DatasetError) -> [String] {
        let names = naming.names(kind, role)
        let spellings = names + names.map { $0 + ".gz" }
        var found: [String] = []
        for name in spellings {
            let file = (path as NSString).appendingPathComponent(name)
            // `lstat`, so that a broken link is told as the missing file it names.
            var status = stat()
            guard lstat(file, &status) == 0 else {
                if errno == EACCES { throw .permissionDenied(path: file) }
                continue
            }
            let inside = Self.isFolder(file) ? spellings.map { (file as NSString).appendingPathComponent($0) } : []
            let files = inside.filter { lstat($0, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR }
            found += files.isEmpty ? [file] : files
        }
        guard !found.isEmpty else { throw .missingFile(folder: path, names: names) }
        return found
    }

    /// Opens the first spelling of a file whose header and length are right, so that a half-unpacked one does not hide the
    /// good one beside it.
    ///
    /// - Returns: The reader, and what is to be said of a file that was passed over.
    /// - Throws: ``DatasetError`` of the first spelling, where none is right.
    func open(_ kind: IDXKind, _ role: ImageRole) throws(DatasetError) -> (reader: IDXReader, note: String?) {
        var failure: DatasetError?
        for path in try candidates(kind, role) {
            do throws(DatasetError) {
                let reader = try IDXReader(path: path, kind: kind)
                let note = failure.map { "\($0.description); \((path as NSString).lastPathComponent) is read instead" }
                return (reader, note)
            } catch {
                if failure == nil { failure = error }
            }
        }
        throw failure ?? .missingFile(folder: path, names: naming.names(kind, role))
    }

    /// The names of the classes: the folder's `classes.txt`, else the publisher's, else ten digits.
    func classNames() throws(DatasetError) -> [String] {
        for folder in path == root ? [path] : [path, root] {
            if let names = try ClassList.read(in: folder) { return names }
        }
        return naming.classNames ?? Dataset.digitNames
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func contents(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    /// Folders inside that data sets are unpacked into; at most a hundred are looked into.
    private static func places(below root: String) -> [String] {
        func join(_ names: String...) -> String {
            names.reduce(root) { ($0 as NSString).appendingPathComponent($1) }
        }
        let inner = ["raw", "gzip"]
        let folders = contents(root).filter {
            !$0.hasPrefix(".") && !$0.hasSuffix("-ubyte") && !inner.contains($0) && isFolder(join($0))
        }
        return inner.map { join($0) }.filter(isFolder)
            + folders.prefix(100).flatMap { folder in
                [join(folder)] + inner.map { join(folder, $0) }.filter(isFolder)
            }
    }
}
