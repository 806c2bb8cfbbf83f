import Datasets
import Foundation
import Testing

/// Data sets as their publishers unpack.
@Suite struct DataFolderTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func load(_ name: String = "", roles: Set<ImageRole> = [.train, .test]) throws -> Dataset {
        let loader = DatasetLoader(environment: ["XDG_CACHE_HOME": folder.file("cache")])
        return try loader.load(DatasetRequest(.folder(name.isEmpty ? folder.path : folder.file(name)), roles: roles))
    }

    private func failure(_ name: String) throws -> DatasetError {
        try #require(throws: DatasetError.self) { try load(name) }
    }

    /// Writes a whole set of 20 and 10 images; `spelling` has `%r` for train or test, `%k` for images or labels.
    private func write(
        _ spelling: String, images: String = "idx3-ubyte", labels: String = "idx1-ubyte", test: String = "t10k",
        classes: UInt8 = 10, first: UInt8 = 0, gzipped: Bool = false
    ) throws {
        for (role, count) in [("train", 20), (test, 10)] {
            let numbers = (0..<count).map { first + UInt8($0) % classes }
            let files = [
                ("images", images, Samples.images(count)),
                ("labels", labels, Array(Samples.labels(count)[..<8]) + numbers),
            ]
            for (kind, ending, bytes) in files {
                let path = spelling.replacingOccurrences(of: "%r", with: role)
                    .replacingOccurrences(of: "%k", with: kind).replacingOccurrences(of: "%e", with: ending)
                try folder.write(gzipped ? Samples.gzip(bytes) : bytes, path + (gzipped ? ".gz" : ""))
            }
        }
    }

    private func expectWhole(_ dataset: Dataset, classes: Int = 10) {
        #expect(dataset.train.count == 20 && dataset.test.count == 10)
        #expect(dataset.train.image(at: 19) == Array(Samples.pixels(20)[(19 * 784)...]))
        #expect(dataset.classCount == classes && dataset.train.classCount == classes)
        #expect(dataset.train.countsPerClass.count == classes)
    }

    @Test func kagglesLayouts() throws {
        try write("dots/%r-%k.%e")
        expectWhole(try load("dots"))
        // A folder called like the file, with the file inside, alone and beside the dotted files.
        try write("folders/%r-%k-%e/%r-%k-%e")
        expectWhole(try load("folders"))
        try write("both/%r-%k.%e")
        try write("both/%r-%k-%e/%r-%k-%e")
        expectWhole(try load("both"))
        try write("crossed/%r-%k-%e/%r-%k.%e")
        expectWhole(try load("crossed"))
    }

    @Test func torchvisionsFolders() throws {
        try write("one/MNIST/raw/%r-%k-%e")
        try write("one/MNIST/raw/%r-%k-%e", gzipped: true)
        expectWhole(try load("one"))
        expectWhole(try load("one/MNIST"))
        expectWhole(try load("one/MNIST/raw"))
        // Two sets under one root: neither is guessed.
        try write("one/KMNIST/raw/%r-%k-%e")
        let error = try failure("one")
        #expect(
            error
                == .severalSets(
                    folder: folder.file("one"),
                    choices: [folder.file("one/KMNIST/raw"), folder.file("one/MNIST/raw")]))
        #expect(error.exitCode == 66)
    }

    @Test func emnistsSplits() throws {
        try write("gzip/emnist-letters-%r-%k-%e", test: "test", classes: 26, first: 1, gzipped: true)
        var letters = try load("gzip")
        expectWhole(letters, classes: 26)
        #expect(letters.name == "emnist-letters" && letters.classNames[25] == "Z")
        // Their labels count from 1: A is class 0 here.
        #expect(letters.train.labels[..<3] == [0, 1, 2])
        #expect(letters.warnings.contains { $0.contains("transposed") })
        try write("gzip/emnist-byclass-%r-%k-%e", test: "test", classes: 62, gzipped: true)
        try write("gzip/emnist-balanced-%r-%k-%e", test: "test", classes: 47, gzipped: true)
        let error = try failure("gzip")
        #expect(error.description.contains("gzip/emnist-letters"))
        letters = try load("gzip/emnist-letters")
        #expect(letters.classCount == 26)
        let all = try load("gzip/emnist-byclass")
        #expect(all.classNames[10] == "A" && all.classNames[36] == "a" && all.classNames[61] == "z")
        let balanced = try load("gzip/emnist-balanced")
        #expect(balanced.classCount == 47 && balanced.classNames[36] == "a" && balanced.classNames[46] == "t")
        // From outside the folder too.
        try FileManager.default.removeItem(atPath: folder.file("gzip"))
        try write("EMNIST/raw/emnist-digits-%r-%k-%e", test: "test")
        #expect(try load("EMNIST").name == "emnist-digits")
        let label = Array(Samples.labels(20)[..<8]) + [UInt8](repeating: 0, count: 20)
        try write("bad/emnist-letters-%r-%k-%e", test: "test", classes: 26, first: 1)
        try folder.write(label, "bad/emnist-letters-train-labels-idx1-ubyte")
        #expect(try failure("bad").description.contains("labels are 1 to 26"))
    }

    @Test func qmnistsWideLabels() throws {
        try write("qmnist-%r-%k-%e", labels: "idx2-int", test: "test")
        for (role, count) in [("train", 20), ("test", 10)] {
            // Eight numbers an image: the class, then who wrote it and where it came from.
            let rows = (0..<count).flatMap { image -> [UInt8] in
                [UInt32(image % 10), 4, 300_000, 1, 2, 3, 0, 0].flatMap(Samples.bigEndian)
            }
            let header = [0x0C02, UInt32(count), 8].flatMap(Samples.bigEndian)
            try folder.write(header + rows, "qmnist-\(role)-labels-idx2-int")
        }
        let dataset = try load()
        expectWhole(dataset)
        #expect(dataset.name == "qmnist" && dataset.train.labels == (0..<20).map { UInt8($0 % 10) })
        // Every cut is noticed, and a class that is none.
        let whole = try #require(folder.read("qmnist-train-labels-idx2-int"))
        for length in [5, 9, 11, 12, 13, 44, whole.count - 1] {
            try folder.write(Array(whole[..<length]), "qmnist-train-labels-idx2-int")
            #expect(try failure("").exitCode == 65)
        }
        for (offset, value) in [(15, UInt8(10)), (12, 0xFF)] {
            var bytes = whole
            bytes[offset] = value
            try folder.write(bytes, "qmnist-train-labels-idx2-int")
            guard case .labelOutOfRange(_, 12, _, 0, 9) = try failure("") else {
                Issue.record("\(try failure(""))")
                return
            }
        }
    }

    @Test func aHalfUnpackedFileHidesNothing() throws {
        try write("%r-%k-%e", gzipped: true)
        for name in ["train-images-idx3-ubyte", "t10k-labels-idx1-ubyte"] {
            let whole = name.contains("images") ? Samples.images(20) : Samples.labels(10)
            for length in [0, 3, 7, whole.count / 2, whole.count - 1] {
                try folder.write(Array(whole[..<length]), name)
                let dataset = try load()
                expectWhole(dataset)
                let note = try #require(dataset.warnings.first { $0.contains(name) })
                #expect(note.contains("\(name).gz is read instead"), "\(note)")
            }
            // Whole, it is read and nothing is said; with nothing good beside it, it is told.
            try folder.write(whole, name)
            #expect(try !load().warnings.contains { $0.contains(name) })
        }
        try folder.write([1], "train-images-idx3-ubyte")
        try folder.write([2], "train-images-idx3-ubyte.gz")
        #expect(try failure("") == .truncated(file: folder.file("train-images-idx3-ubyte"), offset: 1, expected: 16))
    }

    @Test func classesOfOnesOwn() throws {
        let names = (1...62).map { "class \($0)" }
        try write("%r-%k-%e", classes: 12)
        #expect(try failure("").description.contains("classes.txt"))
        try folder.write(Array(names[..<12].joined(separator: "\r\n").utf8), "classes.txt")
        let dataset = try load()
        expectWhole(dataset, classes: 12)
        #expect(dataset.classNames == Array(names[..<12]))
        #expect(try load(roles: [.test]).classCount == 12)
        try folder.write(Array((names.joined(separator: "\n") + "\n\n").utf8), "classes.txt")
        #expect(try load().classCount == 62)
        try folder.write(Array(names[..<11].joined(separator: "\n").utf8), "classes.txt")
        let error = try failure("")
        #expect(
            error
                == .labelOutOfRange(
                    file: folder.file("train-labels-idx1-ubyte"), offset: 19, label: 11, first: 0, last: 10))
        // The list may lie beside the folder with the files.
        try write("outer/raw/%r-%k-%e", classes: 3)
        try folder.write(Array("a\nb\nc".utf8), "outer/classes.txt")
        #expect(try load("outer").classNames == ["a", "b", "c"])
    }

    @Test(arguments: [
        ("", 1, "0 names"), ("one", 1, "1 names"), ("a\n\nb", 2, "empty"), ("a\nb\na", 3, "line 1"),
        ("a\nb\u{1B}[31m", 2, "shown"), ("a\n\u{202E}b", 2, "shown"),
        ("a\n" + String(repeating: "x", count: 41), 2, "41"),
        ((0..<63).map { "c\($0)" }.joined(separator: "\n"), 63, "63 names"),
    ])
    func badClassLists(text: String, line: Int, mention: String) throws {
        try write("%r-%k-%e", classes: 2)
        try folder.write(Array(text.utf8), "classes.txt")
        let error = try failure("")
        #expect(error.exitCode == 65 && error.description.contains(mention), "\(error)")
        guard case .badClassList(folder.file("classes.txt"), line, _) = error else {
            Issue.record("\(error)")
            return
        }
    }

    @Test func aClassListThatIsNoText() throws {
        try write("%r-%k-%e", classes: 2)
        try folder.write([0x61, 0x0A, 0xFF, 0xFE], "classes.txt")
        #expect(try failure("").description.contains("UTF-8"))
        try folder.write([UInt8](repeating: 0x61, count: 1 << 20), "classes.txt")
        #expect(try failure("").description.contains("too long"))
        unlink(folder.file("classes.txt"))
        mkdir(folder.file("classes.txt"), 0o700)
        #expect(try failure("") == .isFolder(file: folder.file("classes.txt")))
    }
}
