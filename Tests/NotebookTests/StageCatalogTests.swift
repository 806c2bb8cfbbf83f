import Assets
import Foundation
import NeuralNetwork
import Notebook
import Testing

/// The notebook's stages are what the notebook says, and one's own are found beside them.
struct StageCatalogTests {
    @Test(arguments: [
        ("softmax", 7_850, "sgd", 0.005, 100, "1-layer-fully-connected"),
        ("sigmoid", 185_300, "sgd", 0.005, 100, "five-layers"),
        ("relu", 185_300, "sgd", 0.005, 100, "five-layers-relu"),
        ("adam", 185_300, "adam", 0.003, 100, "relu-and-adam"),
        ("dropout", 185_300, "adam", 0.005, 100, "dropout"),
        ("conv", 244_076, "adam", 0.003, 32, "convolutional-and-lr-decay"),
    ])
    func holdsTheNotebook(
        id: String, parameters: Int, optimizer: String, learningRate: Double, batchSize: Int, logName: String
    ) throws {
        let stage = try StageCatalog.load().stage(named: id)
        #expect(try Network(stage.specification).parameterCount == parameters)
        #expect(stage.defaults.optimizer.name == optimizer)
        #expect(stage.defaults.learningRate == learningRate && stage.defaults.batchSize == batchSize)
        #expect(stage.defaults.epochs == 300 && stage.logName == logName)
        #expect(try stage.network(for: stage.defaults) == stage.specification)
    }

    @Test func theSmallConvolutionsAreTheTheoryPicture() throws {
        let stage = try StageCatalog.load().stage(named: "conv-small")
        #expect(stage.defaults.filters == [4, 8, 12])
        #expect(stage.defaults.kernels == [5, 5, 4] && stage.defaults.strides == [1, 2, 2])
        #expect(stage.defaults.schedule == .inverseTime(decay: 0.001) && stage.defaults.dropout == nil)
        // 5·5·4+4, 5·5·4·8+8, 4·4·8·12+12, 7·7·12·200+200, 200·10+10
        #expect(try Network(stage.specification).parameterCount == 104 + 808 + 1_548 + 117_800 + 2_010)
    }

    @Test func findsStagesByNumberAndPath() throws {
        let catalog = try StageCatalog.load()
        #expect(catalog.stages.prefix(7).map(\.number) == [1, 2, 3, 4, 5, 6, 7])
        #expect(try catalog.stage(named: "7").id == "conv")
        let error = #expect(throws: StageError.self) { try catalog.stage(named: "cnv") }
        #expect(error?.description.contains("did you mean conv?") == true)
        #expect(error?.exitCode == 64)
    }

    @Test func readsOwnStagesAndReportsWrongOnes() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("stages-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try StageFileTests.good.write(
            to: folder.appendingPathComponent("mine.yaml"), atomically: true, encoding: .utf8)
        try "layers: 3\n".write(to: folder.appendingPathComponent("bad.yaml"), atomically: true, encoding: .utf8)
        try ("id: mine\n" + StageFileTests.good).write(
            to: folder.appendingPathComponent("twin.yaml"), atomically: true, encoding: .utf8)
        let shipped = try #require(Assets.folder).appendingPathComponent("stages")
        let catalog = try StageCatalog(shipped: shipped, own: folder)
        #expect(catalog.stages.map(\.id).suffix(2) == ["conv", "mine"])
        #expect(catalog.problems.count == 2)
        #expect(catalog.problems[0].line == 1)
        #expect(throws: StageError.self) { try catalog.stage(named: "bad") }
        let path = folder.appendingPathComponent("mine.yaml").path
        #expect(try catalog.stage(named: path).id == "mine")
    }
}
