import Assets
import Datasets
import Foundation
import NeuralNetwork
import Notebook

/// Finds the network that a person means by a name.
public struct ModelLoader: Sendable {
    public var store: RunStore
    /// Holds the shipped `<stage>.safetensors`; `nil` where the program's files are missing.
    public var shippedFolder: URL?

    public init(
        store: RunStore = RunStore(), shippedFolder: URL? = Assets.folder?.appendingPathComponent("models")
    ) {
        self.store = store
        self.shippedFolder = shippedFolder
    }

    /// Loads, in this order: a `.safetensors` file, a run's folder, a run by name, the best run of a stage
    /// (``RunListing/models(of:on:)``), the weights shipped for a stage.
    ///
    /// - Parameter dataset: For a stage: the data set that its run was trained on; without one, the newest run's.
    /// - Parameter specification: The network, for a file that does not describe its own.
    /// - Throws: ``ModelError``.
    public func load(
        _ name: String, dataset: String? = nil, specification: NetworkSpecification? = nil
    ) throws(ModelError) -> LoadedModel {
        let url = URL(fileURLWithPath: name)
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
        if name.hasSuffix(".safetensors") || (exists && !isFolder.boolValue) {
            return try loadFile(url, specification: specification)
        }
        let hasDescription = FileManager.default.fileExists(
            atPath: url.appendingPathComponent(RunFolder.File.description).path)
        if exists && hasDescription { return try loadRun(in: url) }
        if name.contains("/") {
            throw exists
                ? .cannotRead(file: name, reason: "the folder holds no run (it has no \(RunFolder.File.description))")
                : .cannotRead(file: name, reason: "there is no such file or folder")
        }
        let folder = store.root.appendingPathComponent(name)
        if !name.isEmpty, name != ".", name != "..", FileManager.default.fileExists(atPath: folder.path) {
            return try loadRun(in: folder)
        }
        if let run = store.best(stage: name, dataset: dataset) { return try load(run) }
        return try loadShipped(stage: name)
    }

    /// The best weights of a run.
    ///
    /// - Throws: ``ModelError``.
    public func load(_ run: StoredRun) throws(ModelError) -> LoadedModel {
        for file in [RunFolder.File.best, RunFolder.File.last] {
            let url = run.folder.appendingPathComponent(file)
            guard FileManager.default.fileExists(atPath: url.path) else { continue }
            let content = try WeightsFile.read(url, fallback: run.description.specification)
            return LoadedModel(content, origin: .run(run.name))
        }
        throw .noWeights(run: run.name)
    }

    /// The weights that come with the program for a stage.
    ///
    /// - Throws: ``ModelError/notFound(name:runsFolder:)`` where there are none.
    public func loadShipped(stage: String) throws(ModelError) -> LoadedModel {
        guard let url = shippedFolder?.appendingPathComponent("\(stage).safetensors"),
            !stage.contains("/"), FileManager.default.fileExists(atPath: url.path)
        else { throw .notFound(name: stage, runsFolder: store.root.path) }
        return LoadedModel(try WeightsFile.read(url), origin: .shipped)
    }

    private func loadFile(_ url: URL, specification: NetworkSpecification?) throws(ModelError) -> LoadedModel {
        LoadedModel(try WeightsFile.read(url, fallback: specification), origin: .file(url.path))
    }

    private func loadRun(in folder: URL) throws(ModelError) -> LoadedModel {
        let run: StoredRun
        do throws(RunStoreError) {
            run = try RunStore.run(in: folder)
        } catch {
            throw .unreadableRun(reason: error.description)
        }
        return try load(run)
    }

    /// Writes weights as a file that loads alone, with Keras's names and layouts.
    ///
    /// - Throws: ``FileSystemError``.
    public static func save(
        _ weights: NetworkWeights, of network: Network, stage: Stage, dataset: Dataset, epoch: Int,
        testAccuracy: Double?, to url: URL
    ) throws(FileSystemError) {
        try WeightsFile.write(
            weights, of: network,
            origin: .init(
                stage: stage.id, title: stage.title, dataset: dataset.name, classNames: dataset.classNames),
            epoch: epoch, accuracy: testAccuracy, to: url)
    }
}
