import Foundation

/// Finds a data set, downloading MNIST where need be, and loads it.
///
/// Every call blocks its thread, so a screen calls it from another one than its own.
public struct DatasetLoader: Sendable {
    /// Where data sets are looked for.
    public let paths: DatasetPaths
    /// How MNIST is downloaded.
    public let settings: DownloadSettings
    /// The value of `DIGITLAB_DATA`, `nil` where it is not set or empty.
    public let environmentValue: String?
    /// The files that a download consists of; MNIST's, but for tests.
    package let files: [KnownFile]
    let isCancelled: @Sendable () -> Bool

    /// - Parameters:
    ///   - environment: `DIGITLAB_DATA`, `XDG_CACHE_HOME` and `HOME` are read from it.
    ///   - settings: mirrors and patience.
    ///   - isCancelled: asked several times a second during a download; `true` stops it.
    public init(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        settings: DownloadSettings = DownloadSettings(),
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        self.init(
            environment: environment, paths: DatasetPaths(environment: environment), settings: settings,
            files: KnownFile.mnist, isCancelled: isCancelled)
    }

    package init(
        environment: [String: String], paths: DatasetPaths, settings: DownloadSettings, files: [KnownFile],
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        self.paths = paths
        self.settings = settings
        self.files = files
        self.isCancelled = isCancelled
        environmentValue = environment["DIGITLAB_DATA"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Loads what `request` asks for.
    ///
    /// What a user named (`--data`, `DIGITLAB_DATA`) is taken or its error thrown; only what nobody named is passed over.
    ///
    /// - Throws: ``DatasetError``.
    public func load(
        _ request: DatasetRequest = DatasetRequest(), progress: (LoadProgress) -> Void = { _ in }
    ) throws(DatasetError) -> Dataset {
        var selection = request.selection
        if selection == .automatic, let environmentValue {
            selection = DatasetRequest.Selection(argument: environmentValue)
        }
        switch selection {
        case .folder(let path):
            return try loadFolder(path, roles: request.roles, progress: progress)
        case .fashion:
            return try loadFashion(request.roles, progress: progress)
        case .mini:
            return try loadSubset(request.roles, skipped: [], progress: progress)
        case .mnist:
            return try loadMNIST(request, skipping: { _ in }, progress: progress)
        case .automatic:
            var skipped: [String] = []
            do {
                return try loadMNIST(request, skipping: { skipped.append($0) }, progress: progress)
            } catch .noSource {
                return try loadSubset(request.roles, skipped: skipped, progress: progress)
            }
        }
    }

    /// Downloads those of MNIST's files that are missing or damaged in the cache.
    ///
    /// - Returns: the names of the files that were downloaded; none where all were there and right.
    /// - Throws: ``DatasetError``.
    public func fetch(progress: (LoadProgress) -> Void = { _ in }) throws(DatasetError) -> [String] {
        let missing = files.filter { !DatasetInventory.isVerified($0, in: paths.mnist) }
        guard !missing.isEmpty else { return [] }
        _ = try Downloader(settings: settings, isCancelled: isCancelled)
            .fetch(missing, into: paths.mnist, progress: progress)
        return missing.map(\.name)
    }

    /// The cache, else a download; ``DatasetError/noSource(reasons:)`` where neither has it.
    private func loadMNIST(
        _ request: DatasetRequest, skipping: (String) -> Void, progress: (LoadProgress) -> Void
    ) throws(DatasetError) -> Dataset {
        let folder = paths.mnist
        var reasons: [String] = []
        func skip(_ reason: String) {
            reasons.append(reason)
            skipping(reason)
            progress(.skipped(reason))
        }
        do {
            return try loadCache(request.roles, origin: .cache(folder), skipped: [], progress: progress)
        } catch .missingFolder, .missingFile {
            skip("the cache \(folder) has no MNIST")
        } catch {
            skip("the cache is no use: \(error.description)")
        }
        guard request.mayDownload else {
            skip("downloading was not allowed")
            throw .noSource(reasons: reasons)
        }
        let mirror: String?
        do {
            // What is there was verified when it came; what is not readable as such comes anew.
            let missing = files.filter { !isReadable($0) }
            mirror = try Downloader(settings: settings, isCancelled: isCancelled)
                .fetch(missing, into: folder, progress: progress)
        } catch .downloadFailed(_, let reasons) {
            skip("no download: \(reasons.joined(separator: "; "))")
            throw .noSource(reasons: reasons)
        } catch .fileSystem(let error) {
            skip("no download: \(error.description)")
            throw .noSource(reasons: reasons)
        }
        let origin = Dataset.Origin.download(mirror: mirror ?? "", folder: folder)
        return try loadCache(request.roles, origin: origin, skipped: reasons, progress: progress)
    }

    /// Also refuses a cache whose files are whole but not MNIST's length.
    private func loadCache(
        _ roles: Set<ImageRole>, origin: Dataset.Origin, skipped: [String], progress: (LoadProgress) -> Void
    ) throws(DatasetError) -> Dataset {
        try ImageSet.checkFolder(paths.mnist)
        progress(.reading(path: paths.mnist))
        let sets = try ImageSet.load(folder: paths.mnist, roles: roles, unpacked: nil)
        for file in files where roles.contains(file.role) {
            let count = (file.role == .train ? sets.train : sets.test).count
            guard count == file.count else {
                let path = (paths.mnist as NSString).appendingPathComponent(file.name)
                throw .wrongCount(file: path, found: count, expected: file.count)
            }
        }
        return Dataset(
            name: "mnist", title: "MNIST", train: sets.train, test: sets.test, origin: origin, skipped: skipped)
    }

    private func isReadable(_ file: KnownFile) -> Bool {
        let path = (paths.mnist as NSString).appendingPathComponent(file.name)
        guard let reader = try? IDXReader(path: path, kind: file.kind), reader.count == file.count else { return false }
        return file.kind == .images || (try? reader.readLabels()) != nil
    }

    private func loadFashion(
        _ roles: Set<ImageRole>, progress: (LoadProgress) -> Void
    ) throws(DatasetError) -> Dataset {
        progress(.reading(path: paths.fashion))
        do {
            let sets = try ImageSet.load(
                folder: paths.fashion, roles: roles, unpacked: UnpackedCache(folder: paths.unpacked))
            return Dataset(
                name: "fashion", title: "Fashion-MNIST", train: sets.train, test: sets.test,
                classNames: Dataset.fashionNames, origin: .system(paths.fashion))
        } catch .missingFolder, .missingFile {
            throw .missingFashion(folder: paths.fashion)
        }
    }

    private func loadSubset(
        _ roles: Set<ImageRole>, skipped: [String], progress: (LoadProgress) -> Void
    ) throws(DatasetError) -> Dataset {
        guard let folder = paths.subset else { throw .missingSubset(looked: DatasetPaths.subsetCandidates) }
        progress(.reading(path: folder))
        let sets: ImageSet.Halves
        do {
            sets = try ImageSet.load(folder: folder, roles: roles, unpacked: nil)
        } catch .missingFolder, .missingFile {
            throw .missingSubset(looked: [folder])
        }
        return Dataset(
            name: "mini", title: "MNIST subset", train: sets.train, test: sets.test, origin: .embedded,
            skipped: skipped)
    }

    private func loadFolder(
        _ path: String, roles: Set<ImageRole>, progress: (LoadProgress) -> Void
    ) throws(DatasetError) -> Dataset {
        let folder = path.isEmpty ? "" : (path as NSString).standardizingPath
        if folder.isEmpty { throw .missingFolder(path) }
        progress(.reading(path: folder))
        let sets = try ImageSet.load(folder: folder, roles: roles, unpacked: UnpackedCache(folder: paths.unpacked))
        let known = KnownSet.recognise(train: sets.train, test: sets.test)
        let absolute = URL(fileURLWithPath: folder).lastPathComponent
        let name = known?.name ?? sets.publishedName ?? (absolute.isEmpty || absolute == "/" ? "data" : absolute)
        // A list of one's own stands above the names that the set is known by.
        let classNames = sets.classNames == Dataset.digitNames ? known?.classNames : nil
        return Dataset(
            name: name, title: known?.title ?? name, train: sets.train, test: sets.test,
            classNames: classNames ?? sets.classNames, origin: .folder(folder),
            warnings: sets.notes + (known == nil ? suspicions(sets) : []))
    }

    /// What looks wrong with the images of a folder, compared with the embedded digits where it has digits.
    private func suspicions(_ sets: ImageSet.Halves) -> [String] {
        let digits = paths.subset.flatMap { try? ImageSet.load(folder: $0, role: .test) }
        let hasDigits = sets.classNames.starts(with: Dataset.digitNames)
        return DataSuspicion.find(
            in: sets.train.isEmpty ? sets.test : sets.train, digits: hasDigits ? digits : nil,
            isTransposed: sets.isTransposed
        ).map(\.description)
    }
}
