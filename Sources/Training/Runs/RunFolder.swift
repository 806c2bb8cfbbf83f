import Datasets
import Foundation
import Logging
import NeuralNetwork
import Notebook
import Synchronization
import Telemetry

/// Writes the files of one run, beside the training on a queue of its own, so that a slow disk does not hold it up.
final class RunFolder: Sendable {
    /// What the files are made from.
    struct Content: Sendable {
        var results: RunResults
        var history: TrainingHistory
        var last: NetworkWeights
        var best: NetworkWeights
        /// The epoch that `best` is of.
        var bestEpoch: Int?
        var status: RunStatus
        /// What the run goes on from; `nil` where it cannot.
        var saved: SavedRun?
    }

    /// The names of the files.
    enum File {
        static let description = "run.json"
        static let history = "history.json"
        static let last = "last.safetensors"
        static let best = "best.safetensors"
        static let log = "log.txt"
        static let stage = "stage.yaml"
        static let state = "state.json"
        static let statePrefix = "state-"
        static let all = [description, history, last, best, log, stage, state]
        /// Of files whose names go on with a number, or with a time and a host: TensorBoard's events.
        static let ownedPrefixes = ["events.out.tfevents.", statePrefix]
        /// Folders in which other outputs keep files of the names above.
        static let ownedFolders = ["train", "validation", "test"]
    }

    /// Seconds between two saves while training goes on: as often as they cost a hundredth of the time, and at least every
    /// five seconds.
    private static let intervals = 1.0...5.0
    private static let share = 0.01

    let url: URL
    let name: String
    /// What the summary calls the run: its name, or its path where one was asked for.
    let reference: String
    let log: Logger
    private let network: Network
    /// What `stage.yaml` holds.
    private let stage: String
    /// Whether the folder was there before the run.
    private let isGiven: Bool
    private let queue = DispatchQueue(label: "digitlab.run-folder", qos: .utility)
    private let state: Mutex<State>

    private struct State {
        var description: RunDescription
        var failure: FileSystemError?
        /// Whether the folder was deleted while the run went on, and nobody was told yet.
        var wasMadeAgain = false
        var isBusy = false
        var nextSaveAt = 0.0
        /// The epoch of the best and of the last weights on the disk.
        var bestEpoch: Int?
        var lastEpoch: Int?
    }

    private init(
        url: URL, isGiven: Bool, reference: String, network: Network, stage: String, description: RunDescription
    ) throws(FileSystemError) {
        self.url = url
        name = url.lastPathComponent
        self.reference = reference
        self.network = network
        self.stage = stage
        self.isGiven = isGiven
        state = Mutex(State(description: description))
        let file = try LogFile(path: url.appendingPathComponent(File.log).path)
        log = Logger(label: "training") { FileLogHandler(label: $0, file: file) }
        try Self.write(description, to: url)
    }

    /// Makes the folder that a request asks for; `nil` where it asks for none.
    static func make(
        for request: TrainingRequest, network: Network, threads: Int
    ) throws(FileSystemError) -> RunFolder? {
        let started = Date()
        let url: URL
        let reference: String
        var isGiven = false
        switch request.output {
        case .none:
            return nil
        case .folder(let wanted):
            url = wanted.standardizedFileURL
            reference = url.path
            isGiven = access(url.path, F_OK) == 0
            try AtomicFile.makeFolder(url.path)
            // Files of an earlier run in the same folder would contradict this one's.
            _ = try remove(url, withFolder: false)
        case .existing(let folder):
            return try reopen(folder, for: request, network: network)
        case .automatic:
            url = try makeUnique(in: request.runsFolder, logName: request.stage.logName, date: started)
            reference = url.lastPathComponent
            RunStore(root: request.runsFolder).tidy()
        }
        let dataset = request.dataset
        var description = RunDescription(
            stage: .init(request.stage), specification: network.specification,
            hyperparameters: request.resuming?.state.hyperparameters ?? request.hyperparameters,
            dataset: .init(
                name: dataset.name, title: dataset.title, trainImages: dataset.train.count,
                testImages: dataset.test.count, classNames: dataset.classNames),
            parameters: network.parameterCount, threads: threads, blasKernel: BLASKernel.current, started: started,
            updated: started, status: .running, processID: getpid(), results: RunResults())
        description.process = .current
        let text = stageText(of: request, network, settings: description.hyperparameters)
        try AtomicFile.write(text, to: url.appendingPathComponent(File.stage).path)
        return try RunFolder(
            url: url, isGiven: isGiven, reference: reference, network: network, stage: text, description: description)
    }

    /// The stage as trained, for `digitlab train <run>/stage.yaml`.
    private static func stageText(
        of request: TrainingRequest, _ network: Network, settings: Hyperparameters
    ) -> String {
        var trained = request.stage
        trained.specification = network.specification
        trained.defaults = settings
        return StageFile.text(for: trained)
    }

    /// Takes up the folder of a run that goes on.
    private static func reopen(
        _ url: URL, for request: TrainingRequest, network: Network
    ) throws(FileSystemError) -> RunFolder {
        guard var description = try? RunStore.description(in: url) else {
            throw FileSystemError(
                operation: "read", path: url.appendingPathComponent(File.description).path, code: ENOENT)
        }
        description.status = .running
        description.message = nil
        description.hyperparameters.epochs = request.hyperparameters.epochs
        description.process = .current
        // Killed between the files of a save, the state may be of a later one; its number is never used twice, so that no
        // file of numbers is replaced while a state names it.
        if let saved = try? SavedRunFile.read(in: url) { description.save = max(description.save ?? 0, saved.save) }
        let root = request.runsFolder.standardizedFileURL.path
        let isListed =
            url.deletingLastPathComponent().standardizedFileURL.path == root
            && root == RunStore.standardRoot.standardizedFileURL.path
        return try RunFolder(
            url: url, isGiven: true, reference: isListed ? url.lastPathComponent : url.path, network: network,
            stage: stageText(of: request, network, settings: description.hyperparameters), description: description)
    }

    /// Makes `<log name>-YYYYmmdd-HHMMSS`, with `-2`, `-3`… behind it where that is taken.
    private static func makeUnique(in root: URL, logName: String, date: Date) throws(FileSystemError) -> URL {
        try AtomicFile.makeFolder(root.path)
        var seconds = time_t(date.timeIntervalSince1970)
        var local = tm()
        localtime_r(&seconds, &local)
        var text = [CChar](repeating: 0, count: 32)
        strftime(&text, text.count, "%Y%m%d-%H%M%S", &local)
        let stamp = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        var number = 1
        while true {
            let suffix = number == 1 ? "" : "-\(number)"
            let url = root.appendingPathComponent("\(logName)-\(stamp)\(suffix)")
            if mkdir(url.path, 0o777) == 0 { return url }
            guard errno == EEXIST, number < 10_000 else {
                throw FileSystemError(operation: "make the folder", path: url.path, code: errno)
            }
            number += 1
        }
    }

    /// Why the last attempt to write failed, if it did.
    var failure: FileSystemError? { state.withLock { $0.failure } }

    /// Whether the folder was deleted and made again since the last time that somebody asked.
    func takeWasMadeAgain() -> Bool {
        state.withLock { state in
            defer { state.wasMadeAgain = false }
            return state.wasMadeAgain
        }
    }

    /// Removes the run's files again: nothing is left of it.
    func discard() {
        queue.sync { _ = try? Self.remove(url, withFolder: !isGiven) }
    }

    /// Whether the next save is due and none is under way; asked many times a second.
    func isSaveDue(at now: Double) -> Bool { state.withLock { !$0.isBusy && now >= $0.nextSaveAt } }

    /// Writes all files beside the training, never two saves at a time; a final one is waited for.
    func save(_ content: Content, isFinal: Bool) {
        let isFree = state.withLock { state in
            guard isFinal || !state.isBusy else { return false }
            state.isBusy = true
            return true
        }
        guard isFree else { return }
        if isFinal {
            queue.sync { write(content, isFinal: true) }
        } else {
            queue.async { self.write(content, isFinal: false) }
        }
    }

    private func write(_ content: Content, isFinal: Bool) {
        let start = MonotonicClock.threadSeconds()
        var (description, bestEpoch, lastEpoch) = state.withLock { ($0.description, $0.bestEpoch, $0.lastEpoch) }
        var failure: FileSystemError?
        do throws(FileSystemError) {
            let isNew = try restoreFolder()
            description.results = content.results
            description.updated = Date()
            description.set(status: content.status)
            description.save = (description.save ?? 0) + 1
            // First what the others can be made from again, should the program be killed in between.
            if let saved = content.saved {
                try SavedRunFile.write(saved, save: description.save ?? 1, description: description, to: url)
            }
            let everything = isFinal || isNew
            try Self.writeResults(
                content, description: description, network: network,
                writesBest: everything || bestEpoch != content.bestEpoch,
                writesLast: everything || lastEpoch != content.results.epochs, to: url)
            (bestEpoch, lastEpoch) = (content.bestEpoch, content.results.epochs)
        } catch {
            failure = error
        }
        let cost = MonotonicClock.threadSeconds() - start
        let pause = min(max(cost / Self.share, Self.intervals.lowerBound), Self.intervals.upperBound)
        state.withLock { state in
            if failure == nil { state.description = description }
            state.bestEpoch = bestEpoch
            state.lastEpoch = lastEpoch
            state.isBusy = false
            state.failure = failure
            state.nextSaveAt = MonotonicClock.now() + pause
        }
    }

    /// Writes weights, curves and, last, the description of one save.
    static func writeResults(
        _ content: Content, description: RunDescription, network: Network, writesBest: Bool, writesLast: Bool,
        to url: URL
    ) throws(FileSystemError) {
        let origin = WeightsFile.Origin(description: description)
        // Before an epoch is done there is nothing that is worth a look.
        if content.results.epochs > 0 || !content.status.isActive {
            if writesBest {
                try WeightsFile.write(
                    content.best, of: network, origin: origin, epoch: content.bestEpoch ?? content.results.epochs,
                    accuracy: content.results.bestTestAccuracy ?? content.results.testAccuracy,
                    to: url.appendingPathComponent(File.best))
            }
            if writesLast {
                try WeightsFile.write(
                    content.last, of: network, origin: origin, epoch: content.results.epochs,
                    accuracy: content.results.testAccuracy, to: url.appendingPathComponent(File.last))
            }
            if let history = try? RunJSON.encode(HistoryFile(content.history)) {
                try AtomicFile.write(history, to: url.appendingPathComponent(File.history))
            }
        }
        try FolderLock.hold(url) { () throws(FileSystemError) in
            // Somebody may have named the run while it trained.
            var description = description
            if let present = try? RunStore.description(in: url) { description.title = present.title }
            try write(description, to: url)
        }
    }

    /// Makes the folder again, with the stage in it, where somebody deleted it while the run goes on.
    private func restoreFolder() throws(FileSystemError) -> Bool {
        let file = url.appendingPathComponent(File.stage).path
        if access(file, F_OK) == 0 { return false }
        try AtomicFile.makeFolder(url.path)
        try AtomicFile.write(stage, to: file)
        state.withLock { $0.wasMadeAgain = true }
        return true
    }

    static func write(_ description: RunDescription, to url: URL) throws(FileSystemError) {
        guard let data = try? RunJSON.encode(description, isPretty: true) else { return }
        try AtomicFile.write(data, to: url.appendingPathComponent(File.description))
    }
}
