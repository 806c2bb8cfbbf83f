import Foundation
import Lab
import NeuralNetwork
import Notebook
import Telemetry
import Testing
import TerminalUI

/// A lab with the Draw screen in front, whose stages answer what the tests gave them.
enum DrawFixture {
    /// A network that ignores the drawing: `answer` gets 90 %, the other digits a ninth of the rest each.
    static func model(_ stage: Stage, answer: Int, mark: StageModel.Mark) throws -> StageModel {
        let network = try Network(stage.specification)
        var weights = NetworkWeights(trainable: [Float](repeating: 0, count: network.trainableCount))
        // The last ten numbers are the output layer's biases: e^b / (e^b + 9) = 0.9.
        weights.trainable[network.trainableCount - 10 + answer] = Foundation.log(Float(81))
        return StageModel(stageID: stage.id, mark: mark, network: network, weights: weights, version: "test")
    }

    /// `softmax` says 7 and ships, `relu` says 3 and was run at 14:02, `adam` has no weights.
    static func lab(_ columns: Int = 80, _ rows: Int = 24) throws -> LabModel {
        let size = LabFixture.size(columns, rows)
        var model = LabModel(
            stages: LabFixture.stages, context: ViewContext(size: size), screens: [TrainScreen(), DrawScreen()])
        _ = model.update(.started(ViewContext(size: size)))
        _ = model.update(.dataLoaded(try LabFixture.dataset()))
        _ = model.update(.lessonFieldsLoaded(["normalised_accuracy": "97.5 %", "shifted_accuracy": "42.0 %"]))
        _ = model.update(.key(.character("2")))
        let stages = LabFixture.stages
        _ = model.update(
            .screen(
                .draw,
                DrawResult.models([
                    try self.model(stages[0], answer: 7, mark: .shipped),
                    try self.model(stages[1], answer: 3, mark: .run(time: "14:02")),
                ])))
        model.state.notice = nil
        return model
    }

    static func screen(_ model: LabModel) throws -> DrawScreen {
        try #require(model.screens.lazy.compactMap { $0 as? DrawScreen }.first)
    }

    /// A short bar down the middle.
    static func drawBar(_ model: inout LabModel) {
        LabFixture.press(
            &model, .up, .up, .up, .up, .character(" "), .down, .down, .down, .down, .down, .down, .character(" "))
    }
}
