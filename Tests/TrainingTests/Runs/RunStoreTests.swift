import Foundation
import NeuralNetwork
import Notebook
import Telemetry
import Testing
import Training

@Suite struct RunStoreTests {
    @Test func aRunComesBackAsItWas() throws {
        let folder = try TemporaryFolder()
        let store = RunStore(root: folder.url)
        let listener = HistoryListener()
        let trainer = Trainer(
            TrainingRequest(
                stage: .small(epochs: 3), dataset: try SyntheticDigits.make(), output: .automatic, reporting: .none,
                runsFolder: folder.url),
            listeners: [listener])
        let summary = try trainer.run()
        let name = try #require(summary.run)
        #expect(name.wholeMatch(of: /small-network-\d{8}-\d{6}/) != nil)
        let run = try store.run(named: name)
        #expect(run.hasWeights && !run.isRunning && !run.isInterrupted)
        let description = run.description
        #expect(description.stage.stage == Stage.small(epochs: 3))
        #expect(description.hyperparameters == Stage.small(epochs: 3).defaults)
        #expect(description.status == .finished)
        #expect(description.results.epochs == 3 && description.results.steps == 30)
        #expect(description.results.bestTestAccuracy == summary.bestTestAccuracy)
        #expect(description.dataset.name == "synthetic" && description.dataset.trainImages == 500)
        #expect(description.blasKernel == BLASKernel.current && description.threads == 2)

        let loaded = try RunStore.load(run)
        let history = try #require(listener.history)
        #expect(loaded.history.epochs == history.epochs)
        #expect(loaded.history.train.points == history.train.points)
        #expect(loaded.history.test.points == history.test.points)
        #expect(loaded.last == trainer.finalState?.engine.weights)
        let best = try #require(summary.bestEpoch)
        #expect(try ModelLoader(store: store, shippedFolder: nil).load(name).epoch == best)

        let files = try FileManager.default.contentsOfDirectory(atPath: run.folder.path).sorted()
        let save = try #require(run.description.save)
        #expect(
            files == [
                "best.safetensors", "history.json", "last.safetensors", "log.txt", "run.json", "stage.yaml",
                "state-\(save).safetensors", "state.json",
            ])
        let log = try String(contentsOf: run.folder.appendingPathComponent("log.txt"), encoding: .utf8)
        #expect(log.contains("Synthetic: 500 training"))
        let yaml = try StageFile.read(run.folder.appendingPathComponent("stage.yaml"))
        #expect(yaml.specification == Stage.small().specification)
        #expect(yaml.defaults.epochs == 3)
    }

    @Test func namesAreUniqueWithinASecondAndListedNewestFirst() throws {
        let folder = try TemporaryFolder()
        let store = RunStore(root: folder.url)
        let names = try (0..<3).map { _ in try store.train() }
        #expect(Set(names).count == 3)
        let listing = store.list()
        #expect(Set(listing.runs.map(\.name)) == Set(names) && listing.unreadable.isEmpty)
        let dates = listing.runs.map(\.description.started)
        #expect(dates == dates.sorted(by: >))
    }

    @Test func brokenFoldersStopNothing() throws {
        let folder = try TemporaryFolder()
        let store = RunStore(root: folder.url)
        let good = try store.train()
        let files = FileManager.default
        for (name, content) in [("empty", nil), ("cut", "{\"format\": 1, \"sta"), ("other", "{\"format\": 1}")] {
            let broken = folder.url.appendingPathComponent(name)
            try files.createDirectory(at: broken, withIntermediateDirectories: true)
            if let content {
                try Data(content.utf8).write(to: broken.appendingPathComponent("run.json"))
            }
        }
        try Data("x".utf8).write(to: folder.url.appendingPathComponent("a file"))
        let listing = store.list()
        #expect(listing.runs.map(\.name) == [good])
        #expect(listing.unreadable.map(\.name) == ["cut", "other"], "a folder without a description is no run")
        #expect(listing.unreadable.allSatisfy { $0.reason.contains("run.json") })
        #expect(throws: RunStoreError.self) { try store.run(named: "cut") }
        // A broken one can be deleted all the same.
        try store.delete("cut")
        #expect(store.list().unreadable.map(\.name) == ["other"])
        #expect(RunStore(root: folder.url.appendingPathComponent("none")).list().runs.isEmpty)
    }

    @Test func damagedFilesOfARunAreTold() throws {
        let folder = try TemporaryFolder()
        let store = RunStore(root: folder.url)
        let run = try store.run(named: try store.train())
        let history = run.folder.appendingPathComponent("history.json")
        let whole = try Data(contentsOf: history)
        try whole.prefix(whole.count / 2).write(to: history)
        #expect { try RunStore.load(run) } throws: { ($0 as? RunStoreError)?.exitCode == 65 }
        try whole.write(to: history)
        let weights = run.folder.appendingPathComponent("last.safetensors")
        try Data(contentsOf: weights).prefix(100).write(to: weights)
        #expect { try RunStore.load(run) } throws: { ($0 as? RunStoreError)?.exitCode == 65 }
    }

    @Test func renamesAndDeletes() throws {
        let folder = try TemporaryFolder()
        let store = RunStore(root: folder.url)
        let name = try store.train()
        try store.rename(name, title: "  my best  ")
        #expect(try store.run(named: name).displayName == "my best")
        try store.rename(name, title: "")
        #expect(try store.run(named: name).displayName == name)
        try store.delete(name)
        #expect(store.list().runs.isEmpty)
        #expect(throws: RunStoreError.noRun(name: name, folder: folder.url.path)) { try store.delete(name) }
        for outside in ["..", ".", "", "../x", "/tmp"] {
            #expect(throws: RunStoreError.noRun(name: outside, folder: folder.url.path)) { try store.delete(outside) }
        }
        #expect(FileManager.default.fileExists(atPath: folder.url.path))
    }

    @Test func aTitleGivenWhileItTrainsStays() throws {
        let folder = try TemporaryFolder()
        let store = RunStore(root: folder.url)
        let recorder = SnapshotRecorder(
            Trainer(
                TrainingRequest(
                    stage: .small(), dataset: try SyntheticDigits.make(), startPaused: true, runsFolder: folder.url)))
        let paused = try recorder.wait("paused") { $0.status == .paused }
        let name = try #require(paused.runName)
        #expect(try store.run(named: name).isRunning)
        #expect { try store.delete(name) } throws: { ($0 as? RunStoreError)?.exitCode == 74 }
        try store.rename(name, title: "live")
        recorder.send(.resume)
        _ = try recorder.finish().get()
        #expect(try store.run(named: name).displayName == "live")
    }

    @Test func anUnwritableFolderWarnsOnceAndTrainingGoesOn() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("file")
        try Data().write(to: file)
        let listener = RecordingListener()
        let trainer = Trainer(
            TrainingRequest(
                stage: .small(epochs: 2), dataset: try SyntheticDigits.make(),
                output: .folder(file.appendingPathComponent("run"))),
            listeners: [listener])
        let summary = try trainer.run()
        #expect(summary.epochs == 2 && summary.status == .finished)
        #expect(summary.outputFailure?.exitCode == 74 && summary.run == nil)
        let warnings = listener.calls.filter { $0.hasPrefix("warning: ") }
        #expect(warnings.count == 1 && warnings[0].contains(file.path))
        #expect(trainer.snapshots.take()?.warning?.contains(file.path) == true)
    }

    @Test func aFolderThatVanishesIsMadeAgain() throws {
        let folder = try TemporaryFolder()
        let run = folder.url.appendingPathComponent("run")
        let listener = RecordingListener()
        let recorder = SnapshotRecorder(
            Trainer(
                TrainingRequest(
                    stage: .small(), dataset: try SyntheticDigits.make(), output: .folder(run), startPaused: true),
                listeners: [listener]))
        recorder.send(.stepEpoch)
        _ = try recorder.wait("paused") { $0.epoch == 1 && $0.status == .paused }
        // In one step, for a save may be under way.
        try FileManager.default.moveItem(at: run, to: folder.url.appendingPathComponent("gone"))
        recorder.send(.resume)
        let summary = try recorder.finish().get()
        #expect(summary.epochs == 2 && summary.outputFailure == nil && summary.run == run.path)
        #expect(listener.calls.contains { $0.hasPrefix("warning: ") && $0.contains("made again") })
        let loaded = try RunStore.load(try RunStore.run(in: run))
        #expect(loaded.history.epochs.count == 2 && loaded.run.description.status == .finished)
        #expect(
            try StageFile.read(run.appendingPathComponent("stage.yaml")).specification == Stage.small().specification)
        let log = try String(contentsOf: run.appendingPathComponent("log.txt"), encoding: .utf8)
        #expect(log.contains("made again"))
    }

    @Test func aRunIntoAnEarlierRunsFolderReplacesIt() throws {
        let folder = try TemporaryFolder()
        let run = folder.url.appendingPathComponent("run")
        for epochs in [3, 1] {
            let request = TrainingRequest(
                stage: .small(epochs: epochs), dataset: try SyntheticDigits.make(), output: .folder(run),
                reporting: .none)
            #expect(try Trainer(request).run().run == run.path)
        }
        let loaded = try RunStore.load(try RunStore.run(in: run))
        #expect(loaded.history.epochs.count == 1 && loaded.run.description.results.epochs == 1)
    }
}
