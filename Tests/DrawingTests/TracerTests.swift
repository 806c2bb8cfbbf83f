import Drawing
import Testing

@Suite struct TracerTests {
    /// A digit as the pen draws it, in MNIST's frame.
    private func digit(_ script: String) throws -> GrayImage {
        try #require(Normalizer().normalize(try canvas(drawing: script)))
    }

    @Test func aBarIsThinnedToItsMiddle() {
        var ink = [Bool](repeating: false, count: 9 * 15)
        for y in 1..<14 { for x in 3..<6 { ink[y * 9 + x] = true } }
        let skeleton = Skeletonizer.skeleton(of: ink, width: 9, height: 15)
        for y in 3..<12 {
            #expect((0..<9).filter { skeleton[y * 9 + $0] } == [4])
        }
        #expect(zip(skeleton, ink).allSatisfy { !$0 || $1 })
    }

    @Test func aRingStaysARing() {
        var ink = [Bool](repeating: false, count: 21 * 21)
        for y in 0..<21 {
            for x in 0..<21 {
                let square = (x - 10) * (x - 10) + (y - 10) * (y - 10)
                ink[y * 21 + x] = (36...81).contains(square)
            }
        }
        let skeleton = Skeletonizer.skeleton(of: ink, width: 21, height: 21)
        // From the middle every direction still meets a line.
        for (dx, dy) in [(1, 0), (0, 1), (-1, 0), (0, -1)] {
            #expect((1...10).contains { skeleton[(10 + $0 * dy) * 21 + 10 + $0 * dx] })
        }
        #expect(skeleton.filter { $0 }.count < 60)
    }

    @Test(
        arguments: [
            "drag:6,4,20,4,11,25", "drag:14,3,14,25", "drag:8,4,18,4,20,10,14,13,20,17,19,24,8,24",
            "drag:9,4,7,14,19,14 drag:18,4,17,25",
            "drag:14,4,8,9,8,18,14,24,20,18,20,9,14,4",
        ], [Float(0.6), 1, 1.4])
    func redrawnAndNormalisedItIsTheSameDigit(_ script: String, _ scale: Float) throws {
        let original = try digit(script)
        for (dx, dy) in [(0, 0), (-6, 5), (6, -6)] {
            var canvas = Canvas()
            let keys = DigitTracer().keys(for: original, scale: scale, dx: dx, dy: dy, on: canvas)
            for key in keys { canvas.apply(try #require(CanvasCommand(key: key))) }
            #expect(!canvas.isPenDown)
            let again = try #require(Normalizer().normalize(canvas))
            #expect(again.correlation(with: original) > 0.6, "\(script) at \(scale)")
        }
    }

    @Test func sizeAndPlaceAreAsAsked() throws {
        let original = try digit("drag:6,4,20,4,11,25")
        func size(_ scale: Float, dx: Int) -> (GrayImage, (width: Int, height: Int)) {
            var canvas = Canvas()
            canvas.apply(
                contentsOf: DigitTracer().keys(for: original, scale: scale, dx: dx).compactMap {
                    CanvasCommand(key: $0)
                })
            return (canvas.image, canvas.image.inkSize)
        }
        #expect(abs(size(0.6, dx: 0).1.height - 13) <= 1)
        #expect(abs(size(1, dx: 0).1.height - 20) <= 1)
        #expect((26...28).contains(size(1.4, dx: 0).1.height))
        let shift = size(0.6, dx: 5).0.centreOfMass.x - size(0.6, dx: -5).0.centreOfMass.x
        #expect(abs(shift - 10) < 0.5)
    }

    @Test func theKeysAreTheSameEveryTimeAndMakeAScript() throws {
        let original = try digit("drag:8,4,18,4,20,10,14,13,20,17,19,24,8,24")
        let keys = DigitTracer().keys(for: original)
        #expect(keys == DigitTracer().keys(for: original))
        #expect(try KeyScript(KeyScript(keys: keys).description) == KeyScript(keys: keys))
        #expect(DigitTracer().keys(for: GrayImage(width: 28, height: 28)).isEmpty)
    }
}
