import Assets
import Datasets
import Drawing
import Lab
import NeuralNetwork
import TerminalUI
import Testing
import Training

/// Test digits drawn anew by keys, before the weights that ship.
@Suite struct RedrawnDigitsTests {
    private static func conv() throws -> LoadedModel { try ModelLoader().loadShipped(stage: "conv") }

    private static func digits(_ count: Int) throws -> RedrawnDigits {
        let images = try DatasetLoader().load(DatasetRequest(.mini, roles: [.test])).test
        return RedrawnDigits(images, count: count, seed: 20_261_123)
    }

    @Test func normalisedTheyKeepTheirLabelsMovedTheyDoNot() throws {
        let model = try Self.conv()
        let classifier = Classifier(network: model.network, weights: model.weights)
        let digits = try Self.digits(100)
        #expect(Set(digits.indices).count == 100)
        #expect(digits.normalisedAccuracy(classifier) >= 0.95)
        #expect(digits.shiftedAccuracy(classifier) < 0.7)
    }

    /// The measurement presses the board's keys; the screen must do the same with them.
    @Test func theScreenDrawsWhatWasMeasured() throws {
        for script in try Self.digits(5).scripts() {
            var model = try DrawFixture.lab()
            var board = DrawingBoard()
            for key in script {
                _ = model.update(.key(Key(key)))
                board.press(key)
            }
            #expect(!board.canvas.isEmpty)
            #expect(try DrawFixture.screen(model).board == board)
        }
    }

    @Test func sizesAndPlacesVary() throws {
        let digits = try Self.digits(40)
        var heights: Set<Int> = []
        var columns: Set<Int> = []
        for script in digits.scripts() {
            var board = DrawingBoard()
            for key in script { board.press(key) }
            let inked = board.canvas.pixels.indices.filter { board.canvas.pixels[$0] > 127 }
            let rows = inked.map { $0 / 28 }
            heights.insert((rows.max() ?? 0) - (rows.min() ?? 0))
            columns.insert(inked.map { $0 % 28 }.min() ?? 0)
        }
        #expect((heights.min() ?? 0) < 14 && (heights.max() ?? 0) > 22)
        #expect((columns.min() ?? 9) < 4 && (columns.max() ?? 0) > 12)
    }

    /// The lesson quotes what was measured, and the file that ships says on what.
    @Test func theLessonsFiguresShip() throws {
        let figures = try #require(DrawingFigures.shipped())
        #expect(figures.digits == 500 && figures.shift == RedrawnDigits.shift)
        #expect(figures.normalisedAccuracy >= 0.95)
        #expect(figures.shiftedAccuracy < 0.7)
        #expect(figures.lessonFields["normalised_accuracy"]?.hasSuffix(" %") == true)
    }

    /// Seven verdicts on a full canvas for every key, in less than 5 ms.
    @Test func aKeyIsAnsweredAtOnce() throws {
        let stages = ["softmax", "sigmoid", "relu", "adam", "dropout", "conv-small", "conv"]
        let models = DrawJobs.loadModels(stages: stages)
        try #require(models.map(\.stageID) == stages)
        let engine = VerdictEngine()
        var board = DrawingBoard()
        board.press(.character(" "))
        var times: [Duration] = []
        let clock = ContinuousClock()
        for step in 0..<60 {
            times.append(
                clock.measure {
                    board.press(step / 13 % 2 == 0 ? .upRight : step % 3 == 0 ? .left : .down)
                    guard let levels = board.levels else { return }
                    for model in models { _ = engine.probabilities(of: levels, by: model) }
                })
        }
        #expect(times.sorted()[30] < .milliseconds(5))
    }
}
