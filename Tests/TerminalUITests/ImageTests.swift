import Testing
import TerminalUI

@Suite struct ImageTests {
    private let checker = Raster(width: 2, height: 2, values: [1, 0, 0, 1])

    @Test func halfBlocksCarryTwoPixels() {
        let surface = drawn(Image(checker), 2, 1)
        #expect(surface.text == "▀▀")
        #expect(surface[column: 0, row: 0].style == Style(foreground: .gray(255), background: .gray(0)))
        #expect(surface[column: 1, row: 0].style == Style(foreground: .gray(0), background: .gray(255)))
    }

    @Test func growsByWholeFactorsOnly() {
        let context = ViewContext(size: Size(columns: 9, rows: 9))
        #expect(Image(checker).size(in: Size(columns: 9, rows: 3), context: context) == Size(columns: 6, rows: 3))
        #expect(
            Image(checker, mayGrow: false).size(in: Size(columns: 9, rows: 3), context: context)
                == Size(columns: 2, rows: 1))
        let digit = Raster(width: 28, height: 28, values: [Float](repeating: 0, count: 784))
        #expect(Image(digit).size(in: Size(columns: 30, rows: 20), context: context) == Size(columns: 28, rows: 14))
        #expect(
            Image(digit, mode: .braille).size(in: Size(columns: 14, rows: 7), context: context)
                == Size(columns: 14, rows: 7))
    }

    @Test func shrinkingAveragesAreas() {
        let picture = Raster(width: 4, height: 2, values: [1, 0, 1, 1, 0, 0, 1, 1])
        #expect(picture.scaled(width: 2, height: 1).values == [0.25, 1])
        let odd = Raster(width: 3, height: 1, values: [1, 0, 1]).scaled(width: 2, height: 1)
        #expect(abs(odd.values[0] - 2 / 3) < 1e-6 && abs(odd.values[1] - 2 / 3) < 1e-6)
        #expect(checker.scaled(width: 4, height: 4).values == [1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1])
    }

    @Test func withoutColoursInkDoesTheWork() {
        let picture = Raster(width: 4, height: 2, values: [1, 0, 1, 0.5, 0, 1, 1, 0.5])
        #expect(screen(Image(picture), 4, 1, colors: .none) == "▀▄█▒")
        #expect(screen(Image(picture), 4, 1, glyphs: .ascii, colors: .none).hasSuffix("@+"))
    }

    @Test func signsShowWithoutColours() {
        let picture = Raster(width: 4, height: 2, values: [-1, -0.1, 0.1, 1, -1, -0.1, 0.1, 1])
        #expect(screen(Image(picture, scale: .signed()), 4, 1, colors: .none) == "=.:#")
    }

    @Test func signsHaveHues() {
        let surface = drawn(Image(Raster(width: 3, height: 2, values: [-2, 0, 2, -2, 0, 2]), scale: .signed()), 3, 1)
        #expect(surface[column: 0, row: 0].style.background == .hex(0xFFAF00))
        #expect(surface[column: 1, row: 0].style.background == .hex(0x000000))
        #expect(surface[column: 2, row: 0].style.background == .hex(0x5FD7FF))
    }

    @Test func brailleDots() {
        let full = Raster(width: 2, height: 4, values: [Float](repeating: 1, count: 8))
        #expect(screen(Image(full, mode: .braille), 1, 1) == "⣿")
        let left = Raster(width: 2, height: 4, values: [1, 0, 1, 0, 1, 0, 1, 0])
        #expect(screen(Image(left, mode: .braille), 1, 1) == "⡇")
        let half = Raster(width: 4, height: 4, values: [Float](repeating: 0.5, count: 16))
        let dots = screen(Image(half, mode: .braille), 2, 1).unicodeScalars.reduce(0) {
            $0 + ($1.value - 0x2800).nonzeroBitCount
        }
        #expect(dots == 8)
    }

    @Test func valuesThatAreNoNumbersAreBlack() {
        let surface = drawn(Image(Raster(width: 1, height: 2, values: [.nan, .infinity])), 1, 1)
        #expect(surface[column: 0, row: 0].style.background == .gray(0))
    }
}
