import Foundation
import NeuralNetwork
import Notebook
import Telemetry
import Testing
import Training

/// A run that was broken off anywhere goes on as if it had never been.
@Suite struct SavedRunTests {
    /// Stops the run after a step.
    private final class StopAt: RunListener, Sendable {
        let step: Int
        let commands = LockedValue<Mailbox<TrainingCommand>?>(nil)

        init(_ step: Int) { self.step = step }

        func stretchEnded(_ point: HistoryPoint, _ run: RunView) {
            if point.step == step { commands.withLock { $0 }?.send(.stop) }
        }
    }

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func url(_ name: String) -> URL { folder.url.appendingPathComponent(name) }

    /// Dropout, moments, a schedule and running averages: all that a state has to hold.
    private func stage(epochs: Int) -> Stage {
        var stage = Stage.small(
            layers: [
                .init(name: "flatten", layer: .flatten), .init(name: "dropout", layer: .dropout(rate: 0.25)),
                .init(name: "hidden", layer: .dense(units: 16)), .init(name: "norm", layer: .batchNormalization()),
                .init(name: "relu", layer: .activation(.relu)), .init(name: "logits", layer: .dense(units: 10)),
            ], schedule: .inverseTime(decay: 0.01), epochs: epochs)
        stage.defaults.hiddenUnits = [16]
        stage.defaults.activation = .relu
        stage.defaults.dropout = 0.25
        return stage
    }

    private func train(_ stage: Stage, into name: String, stopAt step: Int? = nil) throws -> Trainer {
        let stop = StopAt(step ?? -1)
        let trainer = Trainer(
            TrainingRequest(
                stage: stage, dataset: try SyntheticDigits.make(noise: 200), output: .folder(url(name)),
                reporting: .none), listeners: [stop])
        stop.commands.withLock { $0 = trainer.commands }
        _ = try trainer.run()
        return trainer
    }

    private func goOn(_ name: String, epochs: Int? = nil, stopAt step: Int? = nil) throws -> Trainer {
        let stop = StopAt(step ?? -1)
        let request = try TrainingRequest.continuing(
            try RunStore.run(in: url(name)), epochs: epochs, dataset: try SyntheticDigits.make(noise: 200),
            reporting: .none)
        let trainer = Trainer(request, listeners: [stop])
        stop.commands.withLock { $0 = trainer.commands }
        _ = try trainer.run()
        return trainer
    }

    /// What two runs have in common that took their time differently.
    private func isSameButForTime(_ one: String, _ other: String) throws {
        for file in ["last.safetensors", "best.safetensors"] {
            #expect(
                try Data(contentsOf: url(one).appendingPathComponent(file))
                    == Data(contentsOf: url(other).appendingPathComponent(file)), "\(file)")
        }
        let histories = try [one, other].map { name -> TrainingHistory in
            var history = try RunStore.history(of: RunStore.run(in: url(name)))
            for index in history.epochs.indices {
                history.epochs[index].seconds = 0
                history.epochs[index].validationSeconds = 0
            }
            return history
        }
        #expect(histories[0].epochs == histories[1].epochs && histories[0].brokenOff == histories[1].brokenOff)
        let curves: [KeyPath<TrainingHistory, BoundedHistory<HistoryPoint>>] = [\.train, \.test]
        for curve in curves {
            let points = histories.map { history in
                history[keyPath: curve].points.map { point in
                    var point = point
                    point.seconds = 0
                    return point
                }
            }
            #expect(points[0] == points[1])
            #expect(histories[0][keyPath: curve].appendedCount == histories[1][keyPath: curve].appendedCount)
        }
        let results = try [one, other].map { try RunStore.run(in: url($0)).description.results }
        #expect(results[0].bestEpoch == results[1].bestEpoch && results[0].steps == results[1].steps)
        #expect(results[0].bestTestAccuracy == results[1].bestTestAccuracy)
    }

    @Test(arguments: [11, 15, 20, 29]) func aStoppedRunGoesOnBitForBit(step: Int) throws {
        let whole = try train(stage(epochs: 3), into: "whole")
        let first = try train(stage(epochs: 3), into: "broken", stopAt: step)
        #expect(first.finalState?.engine.iteration == step)
        let second = try goOn("broken")
        #expect(second.finalState == whole.finalState)
        try isSameButForTime("whole", "broken")
        #expect(try RunStore.run(in: url("broken")).description.status == .finished)
    }

    @Test func aRunGoesOnSeveralTimes() throws {
        _ = try train(stage(epochs: 3), into: "whole")
        _ = try train(stage(epochs: 3), into: "broken", stopAt: 12)
        for step in [13, 21, 27] { _ = try goOn("broken", stopAt: step) }
        _ = try goOn("broken")
        try isSameButForTime("whole", "broken")
    }

    @Test func aFinishedRunIsGivenMoreEpochs() throws {
        let whole = try train(stage(epochs: 4), into: "whole")
        _ = try train(stage(epochs: 2), into: "broken")
        #expect { try goOn("broken") } throws: { ($0 as? RunStoreError)?.description.contains("--epochs") == true }
        let longer = try goOn("broken", epochs: 4)
        #expect(longer.finalState == whole.finalState)
        try isSameButForTime("whole", "broken")
        #expect(try RunStore.run(in: url("broken")).description.hyperparameters.epochs == 4)
    }

    /// A run that was killed before its first save begins anew.
    @Test func withoutASaveItBeginsAnew() throws {
        let whole = try train(stage(epochs: 1), into: "whole")
        let store = RunStore(root: folder.url)
        _ = try train(stage(epochs: 1), into: "broken")
        for name in try FileManager.default.contentsOfDirectory(atPath: url("broken").path)
        where name != "run.json" && name != "stage.yaml" {
            try FileManager.default.removeItem(at: url("broken").appendingPathComponent(name))
        }
        try store.edit("broken") { json in
            json["status"] = "running"
            json["processStart"] = 1
            set(0, "epochs", in: "results", of: &json)
        }
        #expect(try goOn("broken").finalState == whole.finalState)
        try isSameButForTime("whole", "broken")
    }

    /// Killed between the files of one save: all are brought to that save.
    @Test func theFilesOfOneSaveBelongTogether() throws {
        let store = RunStore(root: folder.url)
        _ = try train(stage(epochs: 1), into: "broken")
        let files = ["run.json", "history.json", "best.safetensors", "last.safetensors"]
        let old = try files.map { try Data(contentsOf: url("broken").appendingPathComponent($0)) }
        _ = try goOn("broken", epochs: 3)
        let new = try files.map { try Data(contentsOf: url("broken").appendingPathComponent($0)) }
        // The state is of the later save, of the others only the weights came along.
        for (file, data) in zip(files, old) where file != "last.safetensors" {
            try data.write(to: url("broken").appendingPathComponent(file))
        }
        try store.edit("broken") { json in
            json["status"] = "running"
            json["processStart"] = 1
        }
        store.tidy()
        for (file, data) in zip(files, new) where file != "run.json" {
            #expect(try Data(contentsOf: url("broken").appendingPathComponent(file)) == data, "\(file)")
        }
        #expect(try store.run(named: "broken").description.results.epochs == 3)
    }

    @Test func otherImagesAreRefused() throws {
        _ = try train(stage(epochs: 1), into: "run")
        let run = try RunStore.run(in: url("run"))
        let other = try SyntheticDigits.make(train: 300)
        #expect {
            _ = try TrainingRequest.continuing(run, epochs: 2, dataset: other)
        } throws: {
            let error = $0 as? RunStoreError
            return error?.exitCode == 65 && error?.description.contains("--data") == true
        }
    }

    /// A save that cannot be written is told once and does not end the run.
    @Test func aFailedSaveDoesNotEndTheRun() throws {
        // A folder in its place cannot be replaced by a file.
        let state = url("run").appendingPathComponent("state.json/x")
        try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
        let listener = RecordingListener()
        let trainer = Trainer(
            TrainingRequest(
                stage: stage(epochs: 2), dataset: try SyntheticDigits.make(), output: .folder(url("run")),
                reporting: .none), listeners: [listener])
        let summary = try trainer.run()
        #expect(summary.outputFailure?.path.hasSuffix("state.json") == true && summary.epochs == 2)
        #expect(summary.status == .finished)
        #expect(listener.calls.filter { $0.hasPrefix("warning: ") && $0.contains("another is tried") }.count == 1)
    }

    /// The last good save outlives one that failed, and is what the run goes on from.
    @Test func theLastGoodSaveStaysBehindAFailedOne() throws {
        let whole = try train(stage(epochs: 3), into: "whole")
        _ = try train(stage(epochs: 3), into: "broken", stopAt: 12)
        let run = try RunStore.run(in: url("broken"))
        let before = try Data(contentsOf: url("broken").appendingPathComponent("state.json"))
        // The numbers of the next save cannot be written.
        let next = try #require(run.description.save) + 1
        for save in next..<next + 20 {
            try FileManager.default.createDirectory(
                at: url("broken").appendingPathComponent("state-\(save).safetensors/x"),
                withIntermediateDirectories: true)
        }
        #expect(try goOn("broken", stopAt: 15).finalState?.engine.iteration == 15)
        #expect(try Data(contentsOf: url("broken").appendingPathComponent("state.json")) == before)
        for save in next..<next + 20 {
            try FileManager.default.removeItem(at: url("broken").appendingPathComponent("state-\(save).safetensors"))
        }
        // As the next process would find it: this one is gone.
        try RunStore(root: folder.url).edit("broken") { $0["processStart"] = 1 }
        #expect(try goOn("broken").finalState == whole.finalState)
        try isSameButForTime("whole", "broken")
    }
}
