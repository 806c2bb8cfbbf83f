import Drawing
import Testing

@Suite struct NormalizerTests {
    private static let shapes = [
        "drag:2,2,9,2,5,12", "drag:20,15,26,15,26,26", "drag:1,1,26,1,12,26", "drag:5,20,24,22", "[ drag:3,3,3,9",
        "] drag:8,8,14,8,14,14,8,14,8,8",
    ]

    @Test(arguments: shapes, [Normalizer.StrokeWidth.kept, .scaled])
    func theDrawingFillsTheBoxAndItsMassIsCentred(_ script: String, _ strokeWidth: Normalizer.StrokeWidth) throws {
        let seen = try #require(Normalizer(strokeWidth: strokeWidth).normalize(try canvas(drawing: script)))
        let centre = seen.centreOfMass
        #expect(abs(centre.x - 14) <= 0.51)
        #expect(abs(centre.y - 14) <= 0.51)
        let size = seen.inkSize
        #expect((18...20).contains(max(size.width, size.height)))
        #expect(seen.pixels.max()! >= 250)
    }

    @Test func theAspectIsKept() throws {
        // A hollow box of 12×6 pixels of ink.
        var image = GrayImage(width: 50, height: 40)
        for y in 10..<16 { for x in 30..<42 where y == 10 || y == 15 || x == 30 || x == 41 { image[x, y] = 255 } }
        let seen = try #require(Normalizer(strokeWidth: .scaled).normalize(image))
        #expect(seen.inkSize == (20, 10))
    }

    @Test func whatIsInPlaceStaysAsItIs() throws {
        // 20 rows of ink around column and row 14: nothing to scale, nothing to move.
        var image = GrayImage(width: 28, height: 28)
        for y in 4..<24 { for x in 12..<17 { image[x, y] = UInt8(150 + 2 * y - 20 * abs(x - 14)) } }
        image[14, 13] = 254
        #expect(Normalizer().normalize(image) == image)
        #expect(Normalizer().normalize(photograph: image) == image)
        #expect(Normalizer().normalize(photograph: image.inverted) == image)
    }

    @Test func shrinkingAveragesAreas() throws {
        // 40×40: a checkerboard of 2×2 blocks of one black and three white pixels keeps their mean everywhere.
        var image = GrayImage(width: 40, height: 40)
        for y in 0..<40 { for x in 0..<40 { image[x, y] = x % 2 == 1 && y % 2 == 1 ? 0 : 252 } }
        let seen = try #require(Normalizer(strokeWidth: .scaled).normalize(image))
        // The last row and column of the ink's box hold half and quarter blocks; inside, 3/4 · 252 = 189, raised to 255 with the rest.
        let inner = (7..<21).flatMap { y in (7..<21).map { x in seen[x, y] } }
        #expect(Set(inner).count <= 2)
    }

    @Test func anEmptyImageHasNothingToSee() throws {
        let normalizer = Normalizer()
        #expect(normalizer.normalize(Canvas()) == nil)
        #expect(normalizer.normalize(GrayImage(width: 28, height: 28)) == nil)
        for level: UInt8 in [0, 127, 255] {
            #expect(normalizer.normalize(photograph: GrayImage(width: 300, height: 200, filledWith: level)) == nil)
        }
        #expect(normalizer.normalize(try canvas(drawing: "drag:3,3,20,20 erase:3,3,20,20")) == nil)
    }

    @Test func aDotStaysADot() throws {
        let seen = try #require(Normalizer().normalize(try canvas(drawing: "click:3,24")))
        #expect(seen.inkSize.width <= 5)
        #expect(seen[14, 14] == 255)
    }

    @Test func strokesKeepTheirWidthAtAnySize() throws {
        let small = try #require(Normalizer().normalize(try canvas(drawing: "drag:4,4,10,4,7,14")))
        let large = try #require(Normalizer().normalize(try canvas(drawing: "drag:4,4,16,4,10,24")))
        let scaled = try #require(Normalizer(strokeWidth: .scaled).normalize(try canvas(drawing: "drag:4,4,10,4,7,14")))
        #expect(small.correlation(with: large) > 0.95)
        let ink = { (image: GrayImage) in image.pixels.reduce(0) { $0 + Int($1) } }
        #expect(ink(scaled) > ink(small) * 5 / 4)
    }

    @Test func aPhotographIsSeenAsItsDrawing() throws {
        let drawing = try canvas(drawing: "drag:8,4,19,4,12,24")
        let plain = try #require(Normalizer(strokeWidth: .scaled).normalize(drawing))
        // Eight times as large, dark on cream paper, light from one side, grain, and a speck of dust.
        var generator = SeededGenerator(state: 3)
        var photograph = GrayImage(width: 320, height: 280)
        for y in 0..<280 {
            for x in 0..<320 {
                let inside = (40..<264).contains(x) && (20..<244).contains(y)
                let ink = inside ? Int(drawing[(x - 40) / 8, (y - 20) / 8]) : 0
                let paper = 235 - x / 6 + Int.random(in: -5...5, using: &generator)
                photograph[x, y] = UInt8(paper - ink * 150 / 255)
            }
        }
        for y in 260..<263 { for x in 300..<303 { photograph[x, y] = 40 } }
        let seen = try #require(Normalizer().normalize(photograph: photograph))
        #expect(seen.correlation(with: plain) > 0.9)
        let negative = try #require(Normalizer().normalize(photograph: photograph.inverted))
        #expect(negative.correlation(with: plain) > 0.9)
    }

    @Test func aHairlineInALargePictureGetsInk() throws {
        var image = GrayImage(width: 900, height: 1200, filledWith: 255)
        for y in 100..<1100 { for x in 0..<6 { image[400 + x, y] = 0 } }
        for x in 200..<700 { for y in 0..<6 { image[x, 500 + y] = 0 } }
        let seen = try #require(Normalizer().normalize(photograph: image))
        let thin = try #require(Normalizer(strokeWidth: .scaled).normalize(photograph: image))
        let across = { (image: GrayImage) in (0..<28).map { Int(image[$0, 20]) }.reduce(0, +) }
        #expect((400...800).contains(across(seen)))
        #expect(across(thin) < 350)
    }

    @Test func itIsFastEnoughForEveryPixel() throws {
        let keys = try KeyScript("drag:4,4,24,4,10,26,3,14,25,14 Space Right*9 Down*9 Left*20 Up*20 Space")
            .canvasCommands
        let clock = ContinuousClock()
        let times = (0..<20).map { _ in
            clock.measure {
                var canvas = Canvas()
                canvas.apply(contentsOf: keys)
                _ = Normalizer().normalize(canvas)
            }
        }
        #expect(times.min()! < .microseconds(500))
    }
}
