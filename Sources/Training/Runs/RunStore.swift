import Datasets
import Foundation
import NeuralNetwork
import Telemetry

/// The folder that holds the folders of past runs.
public struct RunStore: Sendable {
    /// `$XDG_DATA_HOME/digitlab/runs`, or `~/.local/share/digitlab/runs` without the variable.
    public static var standardRoot: URL {
        let environment = ProcessInfo.processInfo.environment
        let base: URL
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            base = URL(fileURLWithPath: data)
        } else {
            let home = environment["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
            base = URL(fileURLWithPath: home).appendingPathComponent(".local/share")
        }
        return base.appendingPathComponent("digitlab/runs")
    }

    public let root: URL

    public init(root: URL = RunStore.standardRoot) { self.root = root }

    /// All runs, the newest first; reads one small file a run, and a broken one stops nothing.
    public func list() -> RunListing {
        var listing = RunListing(runs: [], unreadable: [])
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        for name in names where !name.hasPrefix(".") {
            let folder = root.appendingPathComponent(name)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder), isFolder.boolValue else {
                continue
            }
            // A folder without a description is no run, whatever it is.
            guard Self.holdsDescription(folder) else { continue }
            do throws(RunStoreError) {
                listing.runs.append(try Self.run(in: folder))
            } catch {
                listing.unreadable.append(.init(name: name, reason: error.description))
            }
        }
        listing.runs.sort { ($0.description.started, $0.name) > ($1.description.started, $1.name) }
        listing.unreadable.sort { $0.name < $1.name }
        return listing
    }

    /// The run of this name.
    ///
    /// - Throws: ``RunStoreError``.
    public func run(named name: String) throws(RunStoreError) -> StoredRun {
        try Self.run(in: try folder(named: name))
    }

    /// The run in a folder that may lie anywhere.
    ///
    /// - Throws: ``RunStoreError``.
    public static func run(in folder: URL) throws(RunStoreError) -> StoredRun {
        let description = try description(in: folder)
        let hasWeights = [RunFolder.File.best, RunFolder.File.last].contains {
            FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
        }
        return StoredRun(
            name: folder.lastPathComponent, folder: folder, description: description, hasWeights: hasWeights)
    }

    static func description(in folder: URL) throws(RunStoreError) -> RunDescription {
        let file = folder.appendingPathComponent(RunFolder.File.description)
        do {
            return try RunJSON.decode(RunDescription.self, from: try Data(contentsOf: file))
        } catch let error as DecodingError {
            throw .unreadable(file: file.path, reason: error.shortReason)
        } catch {
            throw .unreadable(file: file.path, reason: "it is missing or may not be read")
        }
    }

    /// A run's curves.
    ///
    /// - Throws: ``RunStoreError``.
    public static func history(of run: StoredRun) throws(RunStoreError) -> TrainingHistory {
        let file = run.folder.appendingPathComponent(RunFolder.File.history)
        do {
            return try RunJSON.decode(HistoryFile.self, from: try Data(contentsOf: file)).history
        } catch let error as DecodingError {
            throw .unreadable(file: file.path, reason: error.shortReason)
        } catch {
            throw .unreadable(file: file.path, reason: "it is missing or may not be read")
        }
    }

    /// A run with its curves and weights.
    ///
    /// - Throws: ``RunStoreError``.
    public static func load(_ run: StoredRun) throws(RunStoreError) -> LoadedRun {
        guard run.hasWeights else { throw .noWeights(run: run.name) }
        let history = try history(of: run)
        do throws(ModelError) {
            let last = try WeightsFile.read(
                run.folder.appendingPathComponent(RunFolder.File.last), fallback: run.description.specification)
            let best = try WeightsFile.read(
                run.folder.appendingPathComponent(RunFolder.File.best), fallback: run.description.specification)
            return LoadedRun(
                run: run, history: history, network: last.network, last: last.weights, best: best.weights)
        } catch {
            throw .model(error)
        }
    }

    /// The run that a stage's name stands for: the first of ``RunListing/models(of:on:)``.
    public func best(stage: String, dataset: String? = nil) -> StoredRun? {
        list().models(of: stage, on: dataset).first
    }

    /// Gives a run a title, or takes it away; the folder keeps its name, so that what refers to it still finds it.
    ///
    /// - Throws: ``RunStoreError``.
    public func rename(_ name: String, title: String?) throws(RunStoreError) {
        let folder = try folder(named: name)
        let wanted = title?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        // Whoever trains it writes the description too; what both change must not be lost.
        try FolderLock.hold(folder) { () throws(RunStoreError) in
            var description = try Self.description(in: folder)
            description.title = wanted.isEmpty ? nil : wanted
            do throws(FileSystemError) {
                try RunFolder.write(description, to: folder)
            } catch {
                throw .cannotWrite(error.description)
            }
        }
    }

    /// Deletes a run: the files that this program wrote into its folder, and the folder where nothing else is in it.
    ///
    /// Symbolic links are removed themselves, never what they point to.
    ///
    /// - Returns: The names of what else the folder holds and was left alone; empty where the folder is gone.
    /// - Throws: ``RunStoreError`` for what is no run, and for a run that a living process trains.
    @discardableResult public func delete(_ name: String) throws(RunStoreError) -> [String] {
        let folder = try folder(named: name)
        guard Self.isFolder(folder), Self.holdsDescription(folder) else {
            throw .cannotDelete(
                run: name, reason: "\(folder.path) is no run (it is no folder with a \(RunFolder.File.description))")
        }
        if let run = try? Self.run(in: folder), run.isRunning {
            throw .cannotDelete(run: name, reason: "process \(run.description.processID) trains it; stop that first")
        }
        do throws(FileSystemError) {
            return try RunFolder.remove(folder)
        } catch {
            throw .cannotDelete(run: name, reason: error.description)
        }
    }

    /// Whether there is a folder at `url` itself, not behind a link.
    private static func isFolder(_ url: URL) -> Bool {
        var status = stat()
        return lstat(url.path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether a folder holds a run's description, readable or not.
    private static func holdsDescription(_ folder: URL) -> Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent(RunFolder.File.description).path)
    }

    /// The folder of a run; a name is never a path, so that nothing outside the store is touched.
    private func folder(named name: String) throws(RunStoreError) -> URL {
        guard !name.isEmpty, !name.contains("/"), name != ".", name != ".." else {
            throw .noRun(name: name, folder: root.path)
        }
        let folder = root.appendingPathComponent(name)
        guard FileManager.default.fileExists(atPath: folder.path) else { throw .noRun(name: name, folder: root.path) }
        return folder
    }
}

extension DecodingError {
    /// What is wrong, in one line.
    fileprivate var shortReason: String {
        switch self {
        case .keyNotFound(let key, _): "it has no \(key.stringValue)"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "\(context.codingPath.map(\.stringValue).joined(separator: ".")) has the wrong type"
        case .dataCorrupted: "it is not JSON, or was cut short"
        @unknown default: "it is not a run"
        }
    }
}
