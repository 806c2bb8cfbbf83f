import Datasets
import Drawing
import Testing

/// On the embedded test digits, a hundred of each class.
@Suite struct RealDigitTests {
    private static func digits(_ count: Int) throws -> [GrayImage] {
        let loader = DatasetLoader()
        let test = try loader.load(DatasetRequest(.mini, roles: [.test], mayDownload: false)).test
        let stride = max(1, test.count / count)
        return (0..<count).map { GrayImage(width: 28, height: 28, pixels: test.image(at: $0 * stride)) }
    }

    @Test func normalisingLeavesMNISTAsItIs() throws {
        let normalizer = Normalizer()
        for (index, digit) in try Self.digits(500).enumerated() {
            #expect(normalizer.normalize(digit) == digit, "test digit \(index)")
            #expect(normalizer.normalize(photograph: digit.inverted) == digit, "test digit \(index) as ink on paper")
        }
    }

    @Test func redrawnDigitsLieOnTheirOriginals() throws {
        var generator = SeededGenerator(state: 5)
        let digits = try Self.digits(500)
        var sum = 0.0
        var rawSum = 0.0
        for digit in digits {
            var canvas = Canvas()
            let keys = DigitTracer().keys(
                for: digit, scale: Float.random(in: 0.6...1.4, using: &generator),
                dx: Int.random(in: -6...6, using: &generator), dy: Int.random(in: -6...6, using: &generator), on: canvas
            )
            canvas.apply(contentsOf: keys.compactMap { CanvasCommand(key: $0) })
            rawSum += canvas.image.correlation(with: digit)
            sum += try #require(Normalizer().normalize(canvas)).correlation(with: digit)
        }
        // About 0.81 measured with the full test set.
        #expect(sum / Double(digits.count) > 0.78)
        #expect(rawSum / Double(digits.count) < 0.5, "where and how large they were drawn matters until normalised")
    }
}
