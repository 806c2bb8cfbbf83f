/// Which images are wanted.
public struct DatasetRequest: Sendable, Equatable {
    /// The value of `--data`.
    public enum Selection: Sendable, Equatable {
        /// Nothing was said: `DIGITLAB_DATA`, the cache, a download, the embedded images, in this order.
        case automatic
        /// The complete MNIST from the cache or a download, and nothing else.
        case mnist
        case fashion
        /// The embedded 5,000 images.
        case mini
        /// A folder of IDX files.
        case folder(String)
    }

    public var selection: Selection
    /// The halves that must be there; a folder of drawings may have only one.
    public var roles: Set<ImageRole>
    /// Whether MNIST may be downloaded where it is missing.
    public var mayDownload: Bool

    public init(_ selection: Selection = .automatic, roles: Set<ImageRole> = [.train, .test], mayDownload: Bool = true)
    {
        precondition(!roles.isEmpty, "a request asks for something")
        self.selection = selection
        self.roles = roles
        self.mayDownload = mayDownload
    }

    /// Reads the value of `--data` or `DIGITLAB_DATA`: a name (`mnist`, `fashion`, `mini`) or else a folder. A folder of
    /// such a name is given as `./mnist`.
    public init(
        argument: String?, roles: Set<ImageRole> = [.train, .test], mayDownload: Bool = true
    ) {
        self.init(argument.map(Selection.init(argument:)) ?? .automatic, roles: roles, mayDownload: mayDownload)
    }
}

extension DatasetRequest.Selection {
    /// The names that ``init(argument:)`` knows; any other text is a folder.
    public static let names = ["mnist", "fashion", "mini"]

    /// Reads a name or a folder.
    public init(argument: String) {
        switch argument.lowercased() {
        case "mnist": self = .mnist
        case "fashion", "fashion-mnist": self = .fashion
        case "mini": self = .mini
        default: self = .folder(argument)
        }
    }
}
