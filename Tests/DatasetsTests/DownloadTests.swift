import Datasets
import Foundation
import Synchronization
import Testing

/// Downloads from a server on this machine, whose first mirror misbehaves in every known way.
@Suite(.serialized) struct DownloadTests {
    static let good: [String: [UInt8]] = [
        "train-images-idx3-ubyte.gz": Samples.gzip(Samples.images(20)),
        "train-labels-idx1-ubyte.gz": Samples.gzip(Samples.labels(20)),
        "t10k-images-idx3-ubyte.gz": Samples.gzip(Samples.images(10)),
        "t10k-labels-idx1-ubyte.gz": Samples.gzip(Samples.labels(10)),
    ]

    enum Fault: String, CaseIterable, Sendable {
        case none, notFound, silence, stall, truncation, wrongFile, wrongPixels, page, endless

        /// A word of the reason that must be given.
        var reason: String {
            switch self {
            case .none: ""
            case .notFound: "answered 404"
            case .silence: "no answer within"
            case .stall: "nothing came for"
            case .truncation: "bytes remaining to read"
            case .wrongFile: "not an IDX file"
            case .wrongPixels: "MD5"
            case .page: "not an IDX file"
            case .endless: "longer than"
            }
        }

        func answer(_ name: String) -> LoopbackServer.Answer {
            let bytes = DownloadTests.good[name] ?? []
            return switch self {
            case .none: .file(bytes)
            case .notFound: .status(404)
            case .silence: .silence
            case .stall: .stall(after: bytes.count / 2, bytes)
            case .truncation: .truncate(after: bytes.count / 2, bytes)
            case .wrongFile: .file(DownloadTests.good["train-images-idx3-ubyte.gz"]!)
            case .wrongPixels: .file(Samples.gzip(Samples.labels(7)))
            case .page: .file(Array("<html>Please sign in to the hotel's network</html>".utf8))
            case .endless: .file([UInt8](repeating: 0, count: 1 << 20))
            }
        }
    }

    private func loader(
        _ folder: TemporaryFolder, _ mirrors: [URL], patience: Double = 30,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) -> DatasetLoader {
        let environment = ["XDG_CACHE_HOME": folder.path]
        let settings = DownloadSettings(mirrors: mirrors, connectionTimeout: patience, stallTimeout: patience)
        return DatasetLoader(
            environment: environment, paths: DatasetPaths(environment: environment), settings: settings,
            files: Samples.known, isCancelled: isCancelled)
    }

    @Test(arguments: Fault.allCases)
    func theSecondMirrorHelps(fault: Fault) throws {
        let folder = try TemporaryFolder()
        // Only the first file goes wrong, so that one reason is expected.
        let server = try LoopbackServer { path in
            let name = (path as NSString).lastPathComponent
            let isFirst = name == "t10k-labels-idx1-ubyte.gz" && path.hasPrefix("/bad/")
            return isFirst ? fault.answer(name) : .file(Self.good[name] ?? [])
        }
        defer { server.stop() }
        // Long enough for a busy machine to answer, where nothing but the clock can end the waiting.
        let patience = fault == .silence || fault == .stall ? 1.0 : 30
        var retries: [String] = []
        var arrived: [String: Int] = [:]
        let mirrors = [server.mirror("bad"), server.mirror("good")]
        let dataset = try loader(folder, mirrors, patience: patience).load { progress in
            switch progress {
            case .retrying(let reason): retries.append(reason)
            case .downloading(let file, let bytes, let total, _, let count):
                arrived[file] = bytes
                #expect(count == 4)
                #expect(total == nil || bytes <= total! || fault == .endless)
            default: break
            }
        }
        #expect(dataset.name == "mnist")
        #expect(dataset.train.image(at: 19) == Array(Samples.pixels(20)[(19 * 784)...]))
        #expect(dataset.test.count == 10)
        #expect(retries.count == (fault == .none ? 0 : 1), "\(retries)")
        #expect(fault == .none || retries.first?.contains(fault.reason) == true, "\(retries)")
        #expect(arrived == Self.good.mapValues(\.count))
        // Unpacked, whole, and nothing half-written beside them.
        let cache = TemporaryFolderView(folder.path + "/digitlab/mnist")
        #expect(cache.names.count == 4)
        #expect(cache.names.allSatisfy { $0.hasSuffix("-ubyte") })
        // The second time nothing is asked for.
        let before = server.requests.count
        let again = try loader(folder, [server.mirror("good")]).load()
        #expect(server.requests.count == before)
        #expect(again.origin == .cache(folder.path + "/digitlab/mnist"))
    }

    @Test func withoutNetworkTheEmbeddedImagesStepIn() throws {
        let folder = try TemporaryFolder()
        let server = try LoopbackServer { _ in .status(500) }
        let mirror = server.mirror("gone")
        server.stop()
        let loader = loader(folder, [mirror])
        var skipped: [String] = []
        let dataset = try loader.load { if case .skipped(let reason) = $0 { skipped.append(reason) } }
        #expect(dataset.name == "mini")
        #expect(dataset.train.count == 4000 && dataset.test.count == 1000)
        #expect(dataset.skipped == skipped)
        #expect(skipped.count == 2 && skipped[1].hasPrefix("no download: "))
        // Asked for by name, MNIST is not replaced in silence.
        let error = try #require(throws: DatasetError.self) { try loader.load(DatasetRequest(.mnist)) }
        #expect(error.exitCode == 66)
    }

    @Test func aCancelledDownloadStopsAndLeavesNothing() throws {
        let folder = try TemporaryFolder()
        let server = try LoopbackServer { _ in .silence }
        defer { server.stop() }
        let asked = Atomic<Int>(0)
        let loader = loader(folder, [server.mirror("a")]) { asked.add(1, ordering: .relaxed).newValue > 2 }
        let error = try #require(throws: DatasetError.self) { try loader.load() }
        #expect(error == .cancelled)
        #expect(error.exitCode == 130)
        #expect(TemporaryFolderView(folder.path + "/digitlab/mnist").names.isEmpty)
    }

    @Test func fetchRepairsADamagedCache() throws {
        let folder = try TemporaryFolder()
        try Samples.write(to: folder, under: "digitlab/mnist/")
        var damaged = Samples.images(20)
        damaged[500] ^= 1
        try folder.write(damaged, "digitlab/mnist/train-images-idx3-ubyte")
        let server = try LoopbackServer { .file(Self.good[($0 as NSString).lastPathComponent] ?? []) }
        defer { server.stop() }
        #expect(try loader(folder, [server.mirror("a")]).fetch() == ["train-images-idx3-ubyte"])
        #expect(server.requests == ["/a/train-images-idx3-ubyte.gz"])
        #expect(folder.read("digitlab/mnist/train-images-idx3-ubyte") == Samples.images(20))
        #expect(try loader(folder, []).fetch() == [])
    }

    @Test func mirrorsAreHTTPAddresses() {
        #expect(DownloadSettings.mirror("http://10.0.0.5:8000/mnist")?.absoluteString == "http://10.0.0.5:8000/mnist/")
        #expect(DownloadSettings.mirror("ftp://example.org/") == nil)
        #expect(DownloadSettings.mirror("mnist") == nil)
        #expect(DownloadSettings.publicMirrors.count == 2)
    }
}

/// The names in a folder that somebody else removes.
struct TemporaryFolderView {
    let names: [String]
    init(_ path: String) { names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}
