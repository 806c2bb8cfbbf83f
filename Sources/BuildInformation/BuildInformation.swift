import CBuildInformation

/// Which digitlab this is: stands in `--version`, run folders, weights files and packages.
///
/// The number itself stands once, at the top of Package.swift.
public enum BuildInformation {
    /// For instance `1.1.0`.
    public static let version = String(cString: digitlab_version())

    /// The start of the commit that `make` built from; `nil` for a build by other means, which cannot know it.
    public static let commit: String? = {
        let text = String(cString: digitlab_commit())
        return text.isEmpty ? nil : text
    }()

    /// `1.1.0 (0123456789)`, or the version alone where the commit is not known.
    public static let versionAndCommit = commit.map { "\(version) (\($0))" } ?? version
}
