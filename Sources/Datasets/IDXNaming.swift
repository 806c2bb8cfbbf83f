/// How one publisher calls the four files of a data set.
struct IDXNaming: Sendable, Equatable {
    /// What all four names begin with: nothing, `emnist-letters-` or `qmnist-`.
    let prefix: String
    /// How the name goes on for each role; the first is the usual one.
    let trainWords: [String]
    let testWords: [String]
    /// How it ends for images and for labels, behind a hyphen or (Kaggle's) a dot; the first is the usual one.
    let imageEndings: [String]
    let labelEndings: [String]
    /// What its classes are called, where the publisher fixed that; `nil` for ten digits or the folder's `classes.txt`.
    let classNames: [String]?
    /// The label of the first class.
    let firstLabel: Int
    /// Whether its images are published with rows and columns exchanged.
    let isTransposed: Bool

    init(
        prefix: String = "", trainWords: [String] = ["train"], testWords: [String] = ["t10k", "test"],
        labelEndings: [String] = ["idx1-ubyte"], classNames: [String]? = nil, firstLabel: Int = 0,
        isTransposed: Bool = false
    ) {
        self.prefix = prefix
        self.trainWords = trainWords
        self.testWords = testWords
        imageEndings = ["idx3-ubyte"]
        self.labelEndings = labelEndings
        self.classNames = classNames
        self.firstLabel = firstLabel
        self.isTransposed = isTransposed
    }

    /// MNIST's names, which most other sets have taken over.
    static let mnist = IDXNaming()

    /// QMNIST (Yadav & Bottou, 2019): its labels have eight numbers an image, the class first.
    static let qmnist = IDXNaming(prefix: "qmnist-", testWords: ["test"], labelEndings: ["idx2-int", "idx1-ubyte"])

    /// The splits of EMNIST (Cohen, Afshar, Tapson & van Schaik, 2017).
    static let emnist: [IDXNaming] = {
        let digits = "0123456789"
        let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        // Lower-case letters that look like their capitals are one class with them.
        let merged = digits + upper + "abdefghnqrt"
        let splits: [(String, String, Int)] = [
            ("byclass", digits + upper + upper.lowercased(), 0), ("bymerge", merged, 0), ("balanced", merged, 0),
            ("letters", upper, 1), ("digits", digits, 0), ("mnist", digits, 0),
        ]
        return splits.map { name, classes, first in
            IDXNaming(
                prefix: "emnist-\(name)-", testWords: ["test"], classNames: classes.map(String.init), firstLabel: first,
                isTransposed: true)
        }
    }()

    /// All that are looked for.
    static let all = [mnist, qmnist] + emnist

    /// The prefix without its hyphen, as a person gives it; empty for MNIST's names.
    var name: String { prefix.isEmpty ? "" : String(prefix.dropLast()) }

    /// The spellings of one file, without `.gz`, usual one first.
    func names(_ kind: IDXKind, _ role: ImageRole) -> [String] {
        let words = role == .train ? trainWords : testWords
        let endings = kind == .images ? imageEndings : labelEndings
        return words.flatMap { word in
            endings.flatMap { ending in ["-", "."].map { "\(prefix)\(word)-\(kind.rawValue)\($0)\(ending)" } }
        }
    }
}
