/// Images to train on and images to test on, with the names of their classes.
public struct Dataset: Sendable {
    /// Where a data set came from.
    public enum Origin: Sendable, Equatable {
        /// A folder that the user named.
        case folder(String)
        /// The download cache.
        case cache(String)
        /// Downloaded just now from `mirror` into the cache.
        case download(mirror: String, folder: String)
        /// A Debian package's files.
        case system(String)
        /// The images that ship with the program.
        case embedded
    }

    /// The short name for run folders and `--json`: `mnist`, `fashion`, `mini`, or the name of one's own folder.
    public let name: String
    /// The name for people, such as `MNIST` or `Fashion-MNIST`.
    public let title: String
    /// The images to learn from; empty only where a request asked for the test images alone.
    public let train: ImageSet
    /// The images to measure with; empty only where a request asked for the training images alone.
    public let test: ImageSet
    /// The name of each class: the digits, pieces of clothing, or what a folder's `classes.txt` says; 2 to 62.
    public let classNames: [String]
    /// Where the images came from.
    public let origin: Origin
    /// What was looked at before and why it was not taken, a line each.
    public let skipped: [String]
    /// What looks wrong with the images, a line each.
    public let warnings: [String]

    /// How many classes a network must tell apart.
    public var classCount: Int { classNames.count }

    public init(
        name: String, title: String, train: ImageSet, test: ImageSet, classNames: [String] = Dataset.digitNames,
        origin: Origin, skipped: [String] = [], warnings: [String] = []
    ) {
        precondition(
            train.classCount == classNames.count && test.classCount == classNames.count, "each class has a name")
        self.name = name
        self.title = title
        self.train = train
        self.test = test
        self.classNames = classNames
        self.origin = origin
        self.skipped = skipped
        self.warnings = warnings
    }

    /// The names of the digits' classes, `0` to `9`.
    public static let digitNames = (0..<10).map(String.init)

    /// The names of Fashion-MNIST's classes, as its authors list them.
    public static let fashionNames = [
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
    ]

    /// The file in a folder that holds the names of its classes, a line each.
    public static let classListName = ClassList.fileName

    /// MNIST without the embedded test images, as `digitlab data write --without-embedded` makes it; the shipped weights
    /// were trained on it, so that the embedded images stay a test.
    public static let heldOutName = "mnist-59000"

    /// Whether two data sets are of one kind, so that a network trained on one may be judged by the other.
    public static func areAlike(_ one: String, _ other: String) -> Bool {
        let mnist: Set = [KnownSet.mnist.name, "mini", heldOutName]
        return one == other || (mnist.contains(one) && mnist.contains(other))
    }

    /// One line: which data set is in use, how many images, from where.
    public var summary: String {
        "\(title): \(train.count.grouped) training and \(test.count.grouped) test images, \(origin)"
    }
}

extension Dataset.Origin: CustomStringConvertible {
    /// The place in words, to follow "images, ".
    public var description: String {
        switch self {
        case .folder(let path): "from \(path)"
        case .cache(let path): "from the cache in \(path)"
        case .download(let mirror, let folder): "downloaded from \(mirror) into \(folder)"
        case .system(let path): "from \(path)"
        case .embedded: "embedded in the program"
        }
    }
}

extension Int {
    /// The number with a comma between the thousands, whatever the locale.
    var grouped: String {
        var digits = Array(String(magnitude))
        var position = digits.count - 3
        while position > 0 {
            digits.insert(",", at: position)
            position -= 3
        }
        return (self < 0 ? "-" : "") + String(digits)
    }
}
