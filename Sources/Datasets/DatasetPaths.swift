import Assets
import Foundation

/// Where data sets are looked for on this machine.
public struct DatasetPaths: Sendable, Equatable {
    /// `$XDG_CACHE_HOME/digitlab`, by default `~/.cache/digitlab`.
    public var cache: String
    /// Where Debian's `dataset-fashion-mnist` puts its files.
    public var fashion = "/usr/share/datasets/fashion-mnist"
    /// The folder of the embedded images, or `nil` where the program lost its assets.
    public var subset: String?

    /// Reads `XDG_CACHE_HOME` and `HOME` from `environment`; a relative `XDG_CACHE_HOME` counts for nothing, as its
    /// specification says.
    public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        var base = environment["XDG_CACHE_HOME"] ?? ""
        if !base.hasPrefix("/") {
            let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
            base = (home as NSString).appendingPathComponent(".cache")
        }
        cache = (base as NSString).appendingPathComponent("digitlab")
        subset = Assets.folder?.appendingPathComponent("data").path
    }

    /// Where downloads go: MNIST's four files, unpacked and verified.
    public var mnist: String { (cache as NSString).appendingPathComponent("mnist") }

    /// Where unpacked copies of large gzipped files go.
    public var unpacked: String { (cache as NSString).appendingPathComponent("unpacked") }
}

extension DatasetPaths {
    /// Where the embedded images are looked for, for the error that they are nowhere.
    static var subsetCandidates: [String] { Assets.candidates.map { $0.appendingPathComponent("data").path } }
}
