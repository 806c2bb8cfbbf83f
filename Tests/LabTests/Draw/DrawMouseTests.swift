import Drawing
import Lab
import TerminalUI
import Testing

private typealias Cell = TerminalUI.Point

/// Strokes of the mouse, as fast as they come.
@Suite struct DrawMouseTests {
    private func send(_ kind: MouseEvent.Kind, _ cell: TerminalUI.Point, _ model: inout LabModel, erasing: Bool = false)
    {
        _ = model.update(.mouse(MouseEvent(kind, button: erasing ? .right : .left, at: cell)))
    }

    /// Every pixel along a line between two places of the canvas holds ink.
    private func isInked(_ canvas: Canvas, from start: (Float, Float), to end: (Float, Float)) -> Bool {
        (0...100).allSatisfy { step in
            let share = Float(step) / 100
            let x = Int((start.0 + (end.0 - start.0) * share).rounded())
            let y = Int((start.1 + (end.1 - start.1) * share).rounded())
            return canvas[x, y] > 100
        }
    }

    @Test func aJumpAcrossTheCanvasLeavesNoGap() throws {
        // One column a pixel: cell 4,3 is column 3, rows 2 and 3 of the canvas.
        var small = try DrawFixture.lab(80, 24)
        send(.press, Cell(column: 4, row: 3), &small)
        send(.drag, Cell(column: 25, row: 14), &small)
        send(.release, Cell(column: 25, row: 14), &small)
        let canvas = try DrawFixture.screen(small).board.canvas
        #expect(!canvas.isPenDown)
        #expect(isInked(canvas, from: (3, 2.5), to: (24, 24.5)))

        // Two columns and a row a pixel.
        var large = try DrawFixture.lab(120, 40)
        send(.press, Cell(column: 9, row: 5), &large)
        send(.drag, Cell(column: 40, row: 25), &large)
        send(.release, Cell(column: 40, row: 25), &large)
        #expect(isInked(try DrawFixture.screen(large).board.canvas, from: (3.75, 3), to: (19.25, 23)))
    }

    @Test func aThousandCellsInARowMakeOneStroke() throws {
        var model = try DrawFixture.lab()
        var cells: [TerminalUI.Point] = []
        for step in 0..<1000 { cells.append(Cell(column: 3 + step * 7 % 24, row: 3 + step * 5 % 12)) }
        send(.press, cells[0], &model)
        for cell in cells.dropFirst() { send(.drag, cell, &model) }
        send(.release, cells[999], &model)
        let canvas = try DrawFixture.screen(model).board.canvas
        for (from, to) in zip(cells, cells.dropFirst()) {
            let start = (Float(from.column - 1), Float(from.row - 2) * 2 + 0.5)
            let end = (Float(to.column - 1), Float(to.row - 2) * 2 + 0.5)
            #expect(isInked(canvas, from: start, to: end))
        }
        LabFixture.press(&model, .character("u"))
        #expect(try DrawFixture.screen(model).board.canvas.isEmpty)
    }

    @Test func rightButtonAndShiftErase() throws {
        for byButton in [true, false] {
            var model = try DrawFixture.lab()
            send(.press, Cell(column: 5, row: 8), &model)
            send(.drag, Cell(column: 20, row: 8), &model)
            send(.release, Cell(column: 20, row: 8), &model)
            #expect(!(try DrawFixture.screen(model).board.canvas.isEmpty))
            for kind in [MouseEvent.Kind.press, .drag, .release] {
                let cell = Cell(column: kind == .press ? 3 : 22, row: 8)
                _ = model.update(
                    .mouse(
                        MouseEvent(
                            kind, button: byButton ? .right : .left, modifiers: byButton ? [] : .shift, at: cell)))
            }
            #expect(try DrawFixture.screen(model).board.canvas.isEmpty)
        }
    }

    @Test func aClickBesideTheCanvasDrawsNothing() throws {
        var model = try DrawFixture.lab()
        send(.press, Cell(column: 65, row: 5), &model)
        send(.drag, Cell(column: 10, row: 5), &model)
        send(.release, Cell(column: 10, row: 5), &model)
        #expect(try DrawFixture.screen(model).board.canvas.isEmpty)
        // On a verdict it brings that stage to the front, on the picture it switches normalising.
        send(.press, Cell(column: 5, row: 18), &model)
        #expect(try DrawFixture.screen(model).verdict?.stageID == "softmax")
        send(.press, Cell(column: 40, row: 5), &model)
        #expect(!(try DrawFixture.screen(model).board.normalizes))
    }
}
