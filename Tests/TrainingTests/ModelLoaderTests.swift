import Datasets
import Foundation
import NeuralNetwork
import Notebook
import Testing
import Training

@Suite struct ModelLoaderTests {
    /// A store with one run, a shipped model, and a loader over both.
    private struct Fixture {
        let folder: TemporaryFolder
        let loader: ModelLoader
        let run: String
        let shipped: NetworkWeights
        let trained: NetworkWeights

        init() throws {
            folder = try TemporaryFolder()
            let runs = folder.url.appendingPathComponent("runs")
            let models = folder.url.appendingPathComponent("models")
            try FileManager.default.createDirectory(at: models, withIntermediateDirectories: true)
            let dataset = try SyntheticDigits.make()
            let stage = Stage.small(epochs: 1)
            let trainer = Trainer(
                TrainingRequest(stage: stage, dataset: dataset, reporting: .none, runsFolder: runs))
            run = try #require(try trainer.run().run)
            trained = try #require(trainer.finalState).engine.weights
            let network = try Network(stage.specification)
            shipped = network.initialWeights(seed: 77)
            for id in ["small", "other"] {
                try ModelLoader.save(
                    shipped, of: network, stage: .small(id: id), dataset: dataset, epoch: 4, testAccuracy: 0.5,
                    to: models.appendingPathComponent("\(id).safetensors"))
            }
            loader = ModelLoader(store: RunStore(root: runs), shippedFolder: models)
        }
    }

    @Test func findsEveryKindOfName() throws {
        let fixture = try Fixture()
        let loader = fixture.loader
        let byName = try loader.load(fixture.run)
        #expect(byName.origin == .run(fixture.run) && byName.weights == fixture.trained)
        let folder = loader.store.root.appendingPathComponent(fixture.run)
        #expect(try loader.load(folder.path).weights == fixture.trained)
        // A stage that was trained here wins over the shipped one.
        #expect(try loader.load("small").origin == .run(fixture.run))
        let shipped = try loader.load("other")
        #expect(shipped.origin == .shipped && shipped.weights == fixture.shipped)
        #expect(shipped.testAccuracy == 0.5 && shipped.epoch == 4 && shipped.stage == "other")
        // A file moved away from its run loads alone.
        let moved = fixture.folder.url.appendingPathComponent("moved.safetensors")
        try FileManager.default.copyItem(at: folder.appendingPathComponent("best.safetensors"), to: moved)
        let file = try loader.load(moved.path)
        #expect(file.weights == fixture.trained && file.origin == .file(moved.path))
        #expect(file.network.specification == Stage.small().specification)
        #expect(file.dataset == "synthetic" && file.classNames?.count == 10 && file.stage == "small")
    }

    @Test func asManyClassesAsTheDataHave() throws {
        let folder = try TemporaryFolder()
        let names = (1...12).map { "month \($0)" }
        let dataset = try SyntheticDigits.make(classNames: names)
        let trainer = Trainer(
            TrainingRequest(
                stage: .small(epochs: 4), dataset: dataset, reporting: .none, runsFolder: folder.url))
        let summary = try trainer.run()
        #expect(summary.testAccuracy ?? 0 > 0.9)
        let model = try ModelLoader(store: RunStore(root: folder.url), shippedFolder: nil).load("small")
        #expect(model.network.classCount == 12 && model.classNames == names)
        #expect(model.reservation(about: dataset) == nil)
        let digits = try SyntheticDigits.make()
        #expect(model.reservation(about: digits)?.contains("month 1, month 2 … month 12") == true)
    }

    @Test func aScoreOnImagesThatWereTrainedOnIsMarked() throws {
        let fixture = try Fixture()
        var model = try fixture.loader.load("other")
        let mini = try DatasetLoader(environment: ["XDG_CACHE_HOME": fixture.folder.url.path]).load(
            DatasetRequest(.mini))
        for (dataset, isMarked) in [("mnist", true), (Dataset.heldOutName, false), ("mini", false), ("fashion", true)] {
            model.dataset = dataset
            #expect((model.reservation(about: mini) != nil) == isMarked, "\(dataset)")
        }
        model.dataset = "mnist"
        #expect(model.reservation(about: mini)?.contains("no test result") == true)
    }

    @Test func tellsWhatIsWrong() throws {
        let fixture = try Fixture()
        let loader = fixture.loader
        func exitCode(_ name: String) -> Int32? {
            do throws(ModelError) {
                _ = try loader.load(name)
                return nil
            } catch {
                return error.exitCode
            }
        }
        #expect(exitCode("nothing") == 66)
        #expect(exitCode("/no/such/file.safetensors") == 66)
        #expect(exitCode(fixture.folder.url.path) == 66)
        #expect(exitCode("") == 66)
        let broken = fixture.folder.url.appendingPathComponent("broken.safetensors")
        try Data("no tensors".utf8).write(to: broken)
        #expect(exitCode(broken.path) == 65)
        // Somebody else's file does not say what network it holds, but can be given one.
        let network = try Network(Stage.small().specification)
        let plain = fixture.folder.url.appendingPathComponent("plain.safetensors")
        let bytes = Safetensors.encode(.init(tensors: network.tensors(of: fixture.shipped)))
        try Data(bytes).write(to: plain)
        #expect(throws: ModelError.noSpecification(plain.path)) { try loader.load(plain.path) }
        #expect(try loader.load(plain.path, specification: network.specification).weights == fixture.shipped)
        let larger = NetworkSpecification(layers: [
            .init(name: "flatten", layer: .flatten), .init(name: "logits", layer: .dense(units: 10)),
        ])
        #expect { try loader.load(plain.path, specification: larger) } throws: { ($0 as? ModelError)?.exitCode == 65 }
        // A run that has no weights yet.
        let unfinished = loader.store.root.appendingPathComponent(fixture.run)
        for file in ["best", "last"] {
            try FileManager.default.removeItem(at: unfinished.appendingPathComponent("\(file).safetensors"))
        }
        #expect(throws: ModelError.noWeights(run: fixture.run)) { try loader.load(fixture.run) }
        #expect(try loader.load("small").origin == .shipped)
    }
}
