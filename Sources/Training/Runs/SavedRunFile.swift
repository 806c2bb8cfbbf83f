import Datasets
import Foundation
import NeuralNetwork
import Notebook
import Telemetry

/// The last save of a run in its folder: `state.json`, and the numbers beside it in `state-<save>.safetensors`.
///
/// `state.json` names its tensors' file and takes its own name last, in one step: whenever the program is killed, the two
/// belong together, and so do curves, weights and description in them. Of this one save all other files can be made again.
struct SavedRunFile: Codable {
    /// Of the layout of this file.
    var format = 1
    /// Counts the saves of a run.
    var save: Int
    var description: RunDescription
    /// As they were at that moment, live changes included.
    var hyperparameters: Hyperparameters
    var source: BatchSourceState
    var epoch: Int
    var iteration: Int
    var seed: UInt64
    var momentCount: Int
    var threads: Int?
    var hasBest: Bool

    // The books, their curves in columns.
    var sums: BatchSums
    var stretch: BatchSums
    var history: HistoryFile
    var best: EpochRecord?
    var secondsTo99: Double?
    var imagesTrained: Int
    var secondsInEpoch: Double
    var trainingSeconds: Double
    var elapsedSeconds: Double

    /// The names of the tensors.
    private enum Tensor {
        static func trainable(_ which: String) -> String { "\(which)/trainable" }
        static func running(_ which: String) -> String { "\(which)/running" }
        static let (present, last, best) = ("present", "last", "best")
        static func moment(_ index: Int) -> String { "moment/\(index)" }
    }

    static func tensorsName(save: Int) -> String { "\(RunFolder.File.statePrefix)\(save).safetensors" }

    /// - Returns: `nil` for a run without books, which never had files.
    init?(_ run: SavedRun, save: Int, description: RunDescription) {
        guard let books = run.books, let kept = run.kept else { return nil }
        self.save = save
        self.description = description
        hyperparameters = run.state.hyperparameters
        source = run.state.source
        epoch = run.state.epoch
        iteration = run.state.engine.iteration
        seed = run.state.engine.seed
        momentCount = run.state.engine.moments.count
        threads = run.threads
        hasBest = kept.best != nil
        sums = books.sums
        stretch = books.stretch
        history = HistoryFile(books.history)
        best = books.best
        secondsTo99 = books.secondsTo99
        imagesTrained = books.imagesTrained
        secondsInEpoch = books.secondsInEpoch
        trainingSeconds = books.trainingSeconds
        elapsedSeconds = books.elapsedSeconds
    }

    // MARK: Writing

    /// Writes a save into a run's folder and removes the one before it.
    static func write(
        _ run: SavedRun, save: Int, description: RunDescription, to folder: URL
    ) throws(FileSystemError) {
        guard let file = SavedRunFile(run, save: save, description: description), let kept = run.kept,
            let json = try? RunJSON.encode(file)
        else { return }
        func flat(_ name: String, _ values: [Float]) -> NamedTensor {
            NamedTensor(name: name, shape: [values.count], values: values)
        }
        func both(_ which: String, _ weights: NetworkWeights) -> [NamedTensor] {
            [flat(Tensor.trainable(which), weights.trainable), flat(Tensor.running(which), weights.running)]
        }
        var tensors = both(Tensor.present, run.state.engine.weights) + both(Tensor.last, kept.last)
        if let best = kept.best { tensors += both(Tensor.best, best) }
        tensors += run.state.engine.moments.enumerated().map { flat(Tensor.moment($0), $1) }
        let name = tensorsName(save: save)
        try AtomicFile.write(
            Safetensors.encode(.init(tensors: tensors)), to: folder.appendingPathComponent(name).path)
        try AtomicFile.write(json, to: folder.appendingPathComponent(RunFolder.File.state))
        // From here on nobody needs the numbers of earlier saves.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for other in names where other.hasPrefix(RunFolder.File.statePrefix) && other != name {
            unlink(folder.appendingPathComponent(other).path)
        }
    }

    // MARK: Reading

    /// The description and books of the last save in a run's folder; `nil` where there was none yet.
    ///
    /// - Throws: ``RunStoreError`` for a file that cannot be read.
    static func read(in folder: URL) throws(RunStoreError) -> SavedRunFile? {
        let file = folder.appendingPathComponent(RunFolder.File.state)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        do {
            return try RunJSON.decode(SavedRunFile.self, from: try Data(contentsOf: file))
        } catch {
            throw .unreadable(file: file.path, reason: "it is not the state of a run of this version")
        }
    }

    /// The run again, with the numbers beside this file.
    ///
    /// - Throws: ``RunStoreError``.
    func run(in folder: URL) throws(RunStoreError) -> SavedRun {
        let file = folder.appendingPathComponent(Self.tensorsName(save: save))
        let content: Safetensors.Content
        do {
            content = try Safetensors.decode([UInt8](try Data(contentsOf: file)), file: file.path)
        } catch let error as SafetensorsError {
            throw .unreadable(file: file.path, reason: error.reason)
        } catch {
            throw .unreadable(file: file.path, reason: "it is missing or may not be read")
        }
        let network: Network
        do {
            network = try Network(description.specification)
        } catch {
            throw .unreadable(file: file.path, reason: "the network of its run.json is none: \(error)")
        }
        let values = Dictionary(content.tensors.map { ($0.name, $0.values) }) { first, _ in first }
        func tensor(_ name: String, count: Int) throws(RunStoreError) -> [Float] {
            guard let found = values[name], found.count == count else {
                throw .unreadable(file: file.path, reason: "tensor \(name) is missing or has the wrong size")
            }
            return found
        }
        func weights(_ which: String) throws(RunStoreError) -> NetworkWeights {
            NetworkWeights(
                trainable: try tensor(Tensor.trainable(which), count: network.trainableCount),
                running: try tensor(Tensor.running(which), count: network.runningCount))
        }
        guard momentCount == hyperparameters.optimizer.momentCount, threads ?? 1 > 0, source.position >= 0 else {
            throw .unreadable(file: file.path, reason: "its optimizer is another one's than the run's")
        }
        var moments: [[Float]] = []
        for index in 0..<momentCount {
            moments.append(try tensor(Tensor.moment(index), count: network.trainableCount))
        }
        let engine = EngineState(
            weights: try weights(Tensor.present), moments: moments, iteration: iteration, seed: seed)
        return SavedRun(
            state: TrainerState(
                engine: engine, hyperparameters: hyperparameters, source: source, epoch: epoch, sums: sums),
            threads: threads ?? description.threads,
            books: RecorderBooks(
                sums: sums, stretch: stretch, history: history.history, best: best, secondsTo99: secondsTo99,
                imagesTrained: imagesTrained, secondsInEpoch: secondsInEpoch, trainingSeconds: trainingSeconds,
                elapsedSeconds: elapsedSeconds),
            kept: KeptWeights(
                last: try weights(Tensor.last), best: hasBest ? try weights(Tensor.best) : nil))
    }
}
