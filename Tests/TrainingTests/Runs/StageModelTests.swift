import Foundation
import Notebook
import Telemetry
import Testing
import Training

/// Which run a stage's name means.
@Suite struct StageModelTests {
    private let folder: TemporaryFolder
    private let store: RunStore

    init() throws {
        folder = try TemporaryFolder()
        store = RunStore(root: folder.url)
    }

    /// A run with results as given.
    private func run(
        best: Double, dataset: String = "synthetic", status: String = "finished", epochs: Int = 1,
        minutesAgo: Double = 0
    ) throws -> String {
        let name = try store.train()
        try store.edit(name) { json in
            set(best, "bestTestAccuracy", in: "results", of: &json)
            set(epochs, "epochs", in: "results", of: &json)
            set(dataset, "name", in: "dataset", of: &json)
            json["status"] = status
            json["started"] = ISO8601DateFormatter().string(from: Date(timeIntervalSinceNow: -60 * minutesAgo))
        }
        return name
    }

    @Test func theBestOfTheSameDataWins() throws {
        let good = try run(best: 0.9, minutesAgo: 2)
        let newer = try run(best: 0.8, minutesAgo: 1)
        let other = try run(best: 0.99, dataset: "easy", minutesAgo: 3)
        let listing = store.list()
        #expect(listing.models(of: "small", on: "synthetic").map(\.name) == [good, newer])
        #expect(listing.models(of: "small", on: "easy").map(\.name) == [other])
        // Without a data set, that of the newest run.
        #expect(store.best(stage: "small")?.name == good)
        #expect(store.best(stage: "small", dataset: "none") == nil && store.best(stage: "large") == nil)
        #expect(listing.models(of: "small") { $0.classNames.count == 10 }.map(\.name) == [other, good, newer])
        #expect(try ModelLoader(store: store, shippedFolder: nil).load("small", dataset: "easy").origin == .run(other))
    }

    @Test func ofTwoThatAreAlikeTheNewerWins() throws {
        let old = try run(best: 0.9, minutesAgo: 5)
        let new = try run(best: 0.9, minutesAgo: 1)
        #expect(store.list().models(of: "small").map(\.name) == [new, old])
    }

    @Test func onlyWhatFinishedAnEpochAndIsOverStandsForIt() throws {
        _ = try run(best: 0.99, status: "failed")
        _ = try run(best: 0.99, epochs: 0)
        // This very process trains it, as the description says.
        _ = try run(best: 0.99, status: "running")
        let stopped = try run(best: 0.5, status: "stopped")
        let killed = try run(best: 0.4, status: "running")
        try store.edit(killed) { $0["processStart"] = 1 }
        #expect(store.list().models(of: "small").map(\.name) == [stopped, killed])
    }

    @Test func aRunWithoutAFinishedEpochIsNotKept() throws {
        let recorder = SnapshotRecorder(
            Trainer(
                TrainingRequest(
                    stage: .small(), dataset: try SyntheticDigits.make(), startPaused: true, runsFolder: folder.url)))
        recorder.send(.stepBatch)
        let paused = try recorder.wait("a batch") { $0.step == 1 && $0.status == .paused }
        let name = try #require(paused.runName)
        #expect(store.list().runs.map(\.name) == [name])
        recorder.send(.stop)
        let summary = try recorder.finish().get()
        #expect(summary.run == nil && summary.outputFailure == nil && summary.epochs == 0)
        #expect(store.list() == RunListing(runs: [], unreadable: []))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }

    /// Where the folder was somebody's before, it and what else it holds stay.
    @Test func aGivenFolderStaysWithoutTheRun() throws {
        let given = folder.url.appendingPathComponent("given")
        try FileManager.default.createDirectory(at: given, withIntermediateDirectories: true)
        let note = given.appendingPathComponent("note.txt")
        try Data("mine".utf8).write(to: note)
        let trainer = Trainer(
            TrainingRequest(
                stage: .small(), dataset: try SyntheticDigits.make(), output: .folder(given), reporting: .none))
        trainer.commands.send(.stop)
        #expect(try trainer.run().run == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: given.path) == ["note.txt"])
    }

    /// A run that was stopped within an epoch in which it had improved: files, list, curves and summary name one best.
    @Test func theBestIsTheSameEverywhere() throws {
        let dataset = try SyntheticDigits.make()
        let recorder = SnapshotRecorder(
            Trainer(
                TrainingRequest(
                    stage: .small(optimizer: .sgd(), learningRate: 0.05, epochs: 3), dataset: dataset,
                    startPaused: true, runsFolder: folder.url)))
        recorder.send(.stepEpoch)
        let first = try recorder.wait("an epoch") { $0.epoch == 1 && $0.status == .paused }
        for _ in 0..<9 { recorder.send(.stepBatch) }
        _ = try recorder.wait("more batches") { $0.step == 19 && $0.status == .paused }
        recorder.send(.stop)
        let summary = try recorder.finish().get()
        let accuracy = try #require(summary.testAccuracy)
        try #require(accuracy > first.history.epochs[0].validationAccuracy, "nothing improved, so nothing is shown")
        #expect(summary.bestTestAccuracy == accuracy && summary.bestEpoch == 2 && summary.epochs == 1)

        let run = try store.run(named: try #require(summary.run))
        #expect(run.description.results.bestTestAccuracy == accuracy && run.description.results.bestEpoch == 2)
        let loaded = try RunStore.load(run)
        #expect(loaded.best == loaded.last)
        #expect(loaded.history.bestValidationAccuracy?.validationAccuracy == accuracy)
        #expect(loaded.history.bestValidationAccuracy?.epoch == 2 && loaded.history.epochs.count == 1)
        let model = try ModelLoader(store: store, shippedFolder: nil).load("small")
        #expect(model.testAccuracy == accuracy && model.epoch == 2 && model.weights == loaded.last)
    }
}
