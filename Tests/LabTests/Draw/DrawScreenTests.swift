import Datasets
import Drawing
import Lab
import Telemetry
import TerminalUI
import Testing

/// Keys, marks and background work of the Draw screen.
@Suite struct DrawScreenTests {
    @Test func movingDrawsWhileThePenIsDown() throws {
        var model = try DrawFixture.lab()
        LabFixture.press(&model, .right, .right)
        #expect(try DrawFixture.screen(model).board.canvas.isEmpty)
        LabFixture.press(&model, .character(" "), .down, .pageDown, .left)
        let canvas = try DrawFixture.screen(model).board.canvas
        #expect(canvas.cursorCell == (15, 15))
        #expect(canvas.isPenDown)
        // From 15,13 down, then to the right and down, then left.
        for (x, y) in [(15, 13), (15, 14), (16, 15), (15, 15)] { #expect(canvas[x, y] > 200) }
        #expect(canvas[5, 5] == 0)
        LabFixture.press(&model, .escape)
        #expect(!(try DrawFixture.screen(model).board.canvas.isPenDown))
    }

    @Test func hjklMirrorTheArrows() throws {
        var arrows = try DrawFixture.lab()
        var letters = arrows
        LabFixture.press(&arrows, .character(" "), .left, .left, .down, .right, .up, .up)
        LabFixture.type(" hhjlkk", &letters)
        let drawn = try DrawFixture.screen(arrows).board
        #expect(!drawn.canvas.isEmpty)
        #expect(drawn == (try DrawFixture.screen(letters).board))
    }

    @Test func aStrokeIsTakenBackAndComesAgain() throws {
        var model = try DrawFixture.lab()
        DrawFixture.drawBar(&model)
        let one = try DrawFixture.screen(model).board.canvas.pixels
        LabFixture.press(&model, .character(" "), .right, .right, .right, .character(" "))
        let two = try DrawFixture.screen(model).board.canvas.pixels
        #expect(one != two)
        LabFixture.press(&model, .character("u"))
        #expect(try DrawFixture.screen(model).board.canvas.pixels == one)
        LabFixture.press(&model, .character("u"))
        #expect(try DrawFixture.screen(model).board.canvas.isEmpty)
        LabFixture.press(&model, .control("r"), .control("r"))
        #expect(try DrawFixture.screen(model).board.canvas.pixels == two)
        LabFixture.press(&model, .character("c"))
        #expect(try DrawFixture.screen(model).board.canvas.isEmpty)
    }

    @Test func anEmptyCanvasGetsNoPrediction() throws {
        var model = try DrawFixture.lab()
        #expect(model.state.drawing == nil)
        #expect(try DrawFixture.screen(model).verdicts.allSatisfy { $0.probabilities == nil })
        #expect(LabFixture.text(model).contains("Draw a digit:"))
        #expect(!LabFixture.text(model).contains("90"))
        DrawFixture.drawBar(&model)
        #expect(model.state.drawing?.count == 784)
        #expect(LabFixture.text(model).contains("90.0 %"))
        LabFixture.press(&model, .character("c"))
        #expect(model.state.drawing == nil)
        #expect(LabFixture.text(model).contains("Draw a digit:"))
    }

    @Test func drawingKeysWinOverTrainingKeys() throws {
        var model = try DrawFixture.lab()
        #expect(LabFixture.press(&model, .character(" ")).isEmpty)
        for key in ["s", "r", "x"] as [Character] {
            #expect(LabFixture.press(&model, .character(key)).isEmpty)
            #expect(model.state.notice?.text.contains("act on the Train screen (1)") == true)
        }
        LabFixture.press(&model, .down, .character("S"))
        #expect(!model.state.isTraining)
        #expect(model.screen.capturesText)
        #expect(LabFixture.text(model).contains("> drawing.png"))
        // What is typed is the file's name, whatever it means elsewhere.
        LabFixture.type("q1 ?", &model)
        #expect(LabFixture.text(model).contains("> drawing.pngq1 ?"))
        LabFixture.press(&model, .escape)
        #expect(!model.screen.capturesText)
        #expect(model.screen.id == .draw)
    }

    @Test func normalisingIsSwitchedOff() throws {
        var model = try DrawFixture.lab()
        DrawFixture.drawBar(&model)
        let board = try DrawFixture.screen(model).board
        #expect(board.seen != board.canvas.image)
        LabFixture.press(&model, .character("n"))
        let raw = try DrawFixture.screen(model).board
        #expect(raw.seen == raw.canvas.image)
        #expect(model.state.drawing == raw.canvas.pixels.map { Float($0) / 255 })
        #expect(LabFixture.text(model).contains("as drawn"))
    }

    @Test func aTestDigitComesByLotOrByNumber() throws {
        var model = try DrawFixture.lab()
        #expect(LabFixture.press(&model, .character("t")).summaries == ["background draw"])
        _ = model.update(.screen(.draw, DrawResult.testDigit(4)))
        let expected = try LabFixture.dataset().test.image(at: 4)
        #expect(try DrawFixture.screen(model).board.canvas.pixels == expected)
        LabFixture.press(&model, .character("u"), .character("T"), .character("4"), .enter)
        #expect(try DrawFixture.screen(model).board.canvas.pixels == expected)
        LabFixture.press(&model, .character("T"), .character("9"), .character("9"), .enter)
        #expect(model.state.notice?.text == "there are the test digits 0 to 19")
    }

    @Test func equalsAndADigitKeepTheDrawing() throws {
        var model = try DrawFixture.lab()
        LabFixture.press(&model, .character("="))
        #expect(model.state.notice?.text.contains("draw a digit first") == true)
        DrawFixture.drawBar(&model)
        LabFixture.press(&model, .character("="))
        #expect(LabFixture.press(&model, .character("1")).summaries == ["background draw"])
        // Without `=` a digit goes to that screen.
        #expect(model.screen.id == .draw)
        LabFixture.press(&model, .character("1"))
        #expect(model.screen.id == .train)
    }

    @Test func everyVerdictTellsWhoseWeightsSpeak() throws {
        var model = try DrawFixture.lab()
        DrawFixture.drawBar(&model)
        #expect(try DrawFixture.screen(model).verdicts.map(\.mark) == [.shipped, .run(time: "14:02"), nil])
        #expect(try DrawFixture.screen(model).verdicts.map(\.answer) == [7, 3, nil])
        // Without conv the last stage with weights is in front; Tab goes round those that have some.
        #expect(try DrawFixture.screen(model).verdict?.stageID == "relu")
        LabFixture.press(&model, .tab)
        #expect(try DrawFixture.screen(model).verdict?.stageID == "softmax")
        LabFixture.press(&model, .character("1"), .down, .character(" "), .character("2"))
        _ = model.update(.snapshot(run: 1, try LabFixture.snapshot(LabFixture.stages[1])))
        let verdict = try DrawFixture.screen(model).verdicts[1]
        #expect(verdict.mark == .trainingNow)
        // All weights of the snapshot are zero: every digit is as likely.
        #expect(verdict.probabilities?.allSatisfy { abs($0 - 0.1) < 1e-6 } == true)
        #expect(LabFixture.text(model).contains("training now"))
    }

    @Test func theLessonIsAKeyAway() throws {
        var model = try DrawFixture.lab()
        LabFixture.press(&model, .character("i"))
        #expect(model.state.requestedLessonSection == nil)
        _ = model.update(.lessonsLoaded(["drawing": LabFixture.lesson], problem: nil))
        LabFixture.press(&model, .character("i"))
        #expect(model.state.requestedLessonSection?.section == "the-plateau")
    }
}
