import Drawing
import Testing

@Suite struct BrushTests {
    @Test func coverageFallsLinearlyAcrossTheEdge() {
        let brush = Brush(width: 2, softness: 1)
        #expect(brush.coverage(atDistance: 0) == 1)
        #expect(brush.coverage(atDistance: 0.5) == 1)
        #expect(brush.coverage(atDistance: 1) == 0.5)
        #expect(abs(brush.coverage(atDistance: 1.25) - 0.25) < 1e-6)
        #expect(brush.coverage(atDistance: 1.5) == 0)
    }

    @Test func aDotHasTheGreyLevelsOfItsDistances() {
        var canvas = Canvas()
        canvas.apply(.moveTo(Point(x: 10, y: 12)))
        canvas.apply(.penDown)
        // Width 2.6, softness 1.25: distance 1 covers 0.5 + 0.3/1.25 = 0.74, √2 covers 0.5 + (1.3 − 1.41421)/1.25 = 0.40863.
        #expect(canvas[10, 12] == 255)
        #expect(canvas[11, 12] == 189)
        #expect(canvas[10, 11] == 189)
        #expect(canvas[11, 13] == 104)
        #expect(canvas[12, 12] == 0)
        #expect(canvas.pixels.filter { $0 > 0 }.count == 9)
    }

    @Test func aLineIsAsWideAsThePen() {
        var canvas = Canvas()
        canvas.apply(.beginStroke(Point(x: 4, y: 14), erasing: false))
        canvas.apply(.strokeTo(Point(x: 24, y: 14)))
        // Across: 255 in the middle, 189 on either side, 2.48 pixels of ink.
        let column = (0..<28).map { Int(canvas[14, $0]) }
        #expect(column[13...15] == [189, 255, 189])
        #expect(column.reduce(0, +) == 633)
    }
}
