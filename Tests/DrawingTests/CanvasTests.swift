import Drawing
import Testing

@Suite struct CanvasTests {
    private func drawn(_ script: String) throws -> Canvas {
        var canvas = Canvas()
        canvas.apply(contentsOf: try KeyScript(script).canvasCommands)
        return canvas
    }

    @Test func keysMoveAndStopAtTheEdge() throws {
        #expect(try drawn("Right*3 Down*2").cursor == Point(x: 16, y: 15))
        #expect(try drawn("l*3 j*2 h k").cursor == Point(x: 15, y: 14))
        #expect(try drawn("Home*2 PgUp*3 End PgDn*4").cursor == Point(x: 17, y: 13))
        #expect(try drawn("Left*50 Up*50").cursor == Point(x: 0, y: 0))
        #expect(try drawn("PgDn*50").cursor == Point(x: 27, y: 27))
    }

    @Test func onlyAPenThatIsDownDraws() throws {
        #expect(try drawn("Right*5 Down*5").isEmpty)
        let canvas = try drawn("Space Right*4 Space Down*9")
        for x in 13...17 { #expect(canvas[x, 13] == 255) }
        #expect(canvas[19, 13] == 0)
        #expect(canvas[17, 20] == 0)
    }

    @Test(
        arguments: [(0, 0, 27, 27), (27, 3, 0, 5), (2, 27, 9, 0), (0.3, 13.6, 26.9, 14.2)]
            as [(Float, Float, Float, Float)])
    func aLeapOfTheMouseLeavesNoGap(_ line: (Float, Float, Float, Float)) {
        var canvas = Canvas()
        canvas.apply(.beginStroke(Point(x: line.0, y: line.1), erasing: false))
        canvas.apply(.strokeTo(Point(x: line.2, y: line.3)))
        canvas.apply(.endStroke)
        for step in 0...1000 {
            let share = Float(step) / 1000
            let x = Int((line.0 + share * (line.2 - line.0)).rounded())
            let y = Int((line.1 + share * (line.3 - line.1)).rounded())
            #expect(canvas[x, y] > 200, "gap at \(x),\(y)")
        }
    }

    @Test func drawingInOneLeapIsDrawingInManySteps() {
        var leap = Canvas()
        var steps = Canvas()
        for command in [CanvasCommand.beginStroke(Point(x: 3, y: 5), erasing: false)] {
            leap.apply(command)
            steps.apply(command)
        }
        leap.apply(.strokeTo(Point(x: 23, y: 15)))
        for step in 1...40 { steps.apply(.strokeTo(Point(x: 3 + Float(step) / 2, y: 5 + Float(step) / 4))) }
        for (one, many) in zip(leap.pixels, steps.pixels) { #expect(abs(Int(one) - Int(many)) <= 1) }
    }

    @Test func undoAndRedoGoStrokeByStroke() throws {
        var canvas = try drawn("Space Right*5 Space")
        let one = canvas.pixels
        canvas.apply(contentsOf: try KeyScript("Down*6 Space Left*5 Space").canvasCommands)
        let two = canvas.pixels
        canvas.apply(.undo)
        #expect(canvas.pixels == one)
        canvas.apply(.undo)
        #expect(canvas.isEmpty)
        #expect(!canvas.canUndo)
        canvas.apply(.undo)
        canvas.apply(.redo)
        canvas.apply(.redo)
        #expect(canvas.pixels == two)
        #expect(!canvas.canRedo)
        canvas.apply(.clear)
        #expect(canvas.isEmpty)
        canvas.apply(.undo)
        #expect(canvas.pixels == two)
        canvas.apply(contentsOf: try KeyScript("Home*9 Space Right Space").canvasCommands)
        #expect(!canvas.canRedo, "a new stroke ends what could be redone")
    }

    @Test func undoInTheMiddleOfAStrokeTakesItBackAndLiftsThePen() throws {
        let canvas = try drawn("Space Right*5 u Down*4")
        #expect(canvas.isEmpty)
        #expect(!canvas.isPenDown)
    }

    @Test func whatChangesNothingIsNotRemembered() throws {
        #expect(try !drawn("c e Space Right*4 Space").canUndo)
    }

    @Test func theEraserTakesInkAway() throws {
        let canvas = try drawn("Space Right*8 Space e Left*4 Space Space")
        #expect(canvas[17, 13] == 0)
        // The eraser is 2.5 wider than the pen, 5.1: at distance 2 it leaves 1 − (0.5 + 0.55/1.25) = 0.06 of the ink.
        #expect(canvas[18, 13] == 0)
        #expect(canvas[19, 13] == 15)
        #expect(canvas[13, 13] == 255)
        #expect(canvas.isErasing)
        let mouse = try drawn("drag:3,3,20,3 erase:10,3")
        #expect(mouse[10, 3] == 0)
        #expect(!mouse.isErasing)
    }

    @Test func thePenHasSizes() throws {
        let thin = try drawn("[*9 Space Down*5")
        let thick = try drawn("]*9 Space Down*5")
        #expect(thin.penSize == 0)
        #expect(thick.penSize == Canvas.penWidths.count - 1)
        #expect(thin[14, 15] < 100)
        #expect(thick[15, 15] > 100)
    }

    @Test func aLoadedDigitCanBeUndoneAndDrawnOn() {
        var image = GrayImage(width: 28, height: 28)
        for y in 5..<20 { image[14, y] = 200 }
        var canvas = Canvas()
        canvas.apply(.load(image))
        #expect(canvas.image == image)
        #expect(canvas.strokes == nil)
        canvas.apply(.beginStroke(Point(x: 3, y: 3), erasing: false))
        canvas.apply(.endStroke)
        #expect(canvas[3, 3] == 255 && canvas[14, 10] == 200)
        canvas.apply(.undo)
        canvas.apply(.undo)
        #expect(canvas.isEmpty)
    }

    @Test func historyAndStrokesAreBounded() {
        var canvas = Canvas()
        for stroke in 0..<Canvas.historyLimit + 50 {
            canvas.apply(.beginStroke(Point(x: Float(stroke % 28), y: Float(stroke / 28)), erasing: false))
            canvas.apply(.endStroke)
        }
        var undone = 0
        while canvas.canUndo {
            canvas.apply(.undo)
            undone += 1
        }
        #expect(undone == Canvas.historyLimit)
        #expect(!canvas.isEmpty)

        canvas.apply(.beginStroke(Point(x: 0, y: 0), erasing: false))
        for step in 0..<20_000 { canvas.apply(.strokeTo(Point(x: Float(step % 27), y: Float(step / 27 % 27)))) }
        #expect(canvas.strokes == nil, "a long scribble ends up as pixels")
    }

    @Test func placesThatAreNoPlacesDoNoHarm() {
        var canvas = Canvas()
        canvas.apply(.beginStroke(Point(x: -100, y: 500), erasing: false))
        canvas.apply(.strokeTo(Point(x: .nan, y: .infinity)))
        #expect(canvas.cursor == Point(x: 0, y: 0))
        #expect(canvas[0, 27] == 255)
    }

    @Test func keysThatMeanNothingHereGiveNoCommand() {
        #expect(CanvasCommand(key: .character("q")) == nil)
        #expect(CanvasCommand(key: .control("c")) == nil)
        #expect(CanvasCommand(key: .control("r")) == .redo)
        #expect(CanvasCommand(key: .character(" ")) == .togglePen)
    }
}
