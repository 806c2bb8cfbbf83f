import Testing
import TerminalUI

@Suite struct SurfaceTests {
    @Test func textIsCutAtTheBorders() {
        var surface = Surface(Size(columns: 5, rows: 2))
        surface.put("digitlab", at: Point(column: 2, row: 0))
        surface.put("digitlab", at: Point(column: -5, row: 1))
        surface.put("lost", at: Point(column: 0, row: 2))
        surface.put("lost", at: Point(column: 0, row: -1))
        #expect(surface.text == "  dig\nlab")
    }

    @Test func wideCharactersTakeTwoCells() {
        var surface = Surface(Size(columns: 6, rows: 1))
        let used = surface.put("a数字b", at: .zero)
        #expect(used == 6)
        #expect(surface.text == "a数字b")
        #expect(surface[column: 2, row: 0].isContinuation)
        // The right half overwritten: the left half goes too.
        surface.put("x", at: Point(column: 2, row: 0))
        #expect(surface.text == "a x字b")
        // The left half overwritten: the right half goes too.
        surface.put("y", at: Point(column: 3, row: 0))
        #expect(surface.text == "a xy b")
    }

    @Test func aWideCharacterThatDoesNotFitIsLeftOut() {
        var surface = Surface(Size(columns: 3, rows: 1))
        let used = surface.put("a数字", at: .zero, maxWidth: 4)
        #expect(used == 3)
        #expect(surface.text == "a数")
    }

    @Test func combiningMarksJoinTheirCell() {
        var surface = Surface(Size(columns: 4, rows: 1))
        let used = surface.put("e\u{301}x", at: .zero)
        #expect(used == 2)
        #expect(surface.text == "e\u{301}x")
        #expect(surface[column: 1, row: 0].character == "x")
    }

    @Test func controlCharactersNeverReachTheTerminal() {
        var surface = Surface(Size(columns: 8, rows: 1))
        surface.put("a\u{1B}[2J\n", at: .zero)
        #expect(surface.text == "a?[2J?")
    }

    @Test func clippingEndsWithItsBlock() {
        var surface = Surface(Size(columns: 6, rows: 1))
        surface.clipped(to: Rect(x: 2, y: 0, width: 2, height: 1)) { $0.put("abcdef", at: .zero) }
        #expect(surface.text == "  cd")
        surface.put("x", at: .zero)
        #expect(surface.text == "x cd")
    }

    @Test func surfacesAreDrawnOntoSurfaces() {
        var small = Surface(Size(columns: 3, rows: 2))
        small.put("abc", at: .zero)
        small.put("de", at: Point(column: 0, row: 1))
        var large = Surface(Size(columns: 4, rows: 2), filledWith: Cell("."))
        large.draw(small, at: Point(column: 2, row: 0))
        #expect(large.text == "..ab\n..de")
    }

    @Test func poorTerminalsGetOtherCharactersOneForOne() {
        var surface = Surface(Size(columns: 12, rows: 1))
        surface.put("▸╭─╮ ✓ × ⠿数", at: .zero)
        #expect(surface.degraded(to: .ascii).text == ">+-+ v x *?")
        #expect(surface.degraded(to: .block).text.hasPrefix("►┌─┐ √ x ▒"))
        #expect(surface.degraded(to: .braille) == surface)
    }
}
