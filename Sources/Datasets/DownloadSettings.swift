import Foundation

/// From where and how patiently MNIST is downloaded.
public struct DownloadSettings: Sendable, Equatable {
    /// Folders on the web that hold the four gzipped files, tried in order; `http` is allowed for a classroom's server.
    public var mirrors: [URL]
    /// Seconds until a server must have answered.
    public var connectionTimeout: Double
    /// Seconds without a byte after which a transfer counts as stalled.
    public var stallTimeout: Double

    public init(
        mirrors: [URL] = DownloadSettings.publicMirrors, connectionTimeout: Double = 5, stallTimeout: Double = 5
    ) {
        self.mirrors = mirrors
        self.connectionTimeout = connectionTimeout
        self.stallTimeout = stallTimeout
    }

    /// The two public copies of MNIST that are known to last.
    public static let publicMirrors = [
        "https://storage.googleapis.com/cvdf-datasets/mnist/", "https://ossci-datasets.s3.amazonaws.com/mnist/",
    ].compactMap(URL.init(string:))

    /// Reads a mirror's base address, as `--mirror` takes it; `nil` where it is not an `http` or `https` address.
    public static func mirror(_ text: String) -> URL? {
        guard let url = URL(string: text.hasSuffix("/") ? text : text + "/"), let host = url.host, !host.isEmpty,
            ["http", "https"].contains(url.scheme?.lowercased())
        else { return nil }
        return url
    }
}
