import Datasets
import Drawing
import Foundation
import NeuralNetwork
import Testing
import Training

/// Pictures as people give them to `predict`, made from the embedded test digits: what the shipped convolutional network answers must
/// be what it answers to the bare digit.
@Suite struct PictureTests {
    /// Digits a kind; of large pictures, which take long to draw, the fewer.
    private static let counts = (usual: 24, large: 5)

    private let network: Classifier
    private let digits: [(image: GrayImage, label: UInt8)]

    init() throws {
        let model = try ModelLoader().loadShipped(stage: "conv")
        network = Classifier(network: model.network, weights: model.weights)
        let test = try DatasetLoader().load(DatasetRequest(.mini, roles: [.test], mayDownload: false)).test
        digits = (0..<test.count).map { index in
            (GrayImage(width: 28, height: 28, pixels: test.image(at: index)), test.labels[index])
        }
    }

    private func answer(_ image: GrayImage?) -> Int? {
        guard let image else { return nil }
        let probabilities = network.probabilities(of: image.pixels.map { Float($0) / 255 })
        return probabilities.indices.max { probabilities[$0] < probabilities[$1] }
    }

    @Test(arguments: PictureKind.all) func isReadAsTheBareDigit(_ kind: PictureKind) throws {
        var generator = SeededGenerator(state: 7)
        let count = kind.isLarge ? Self.counts.large : Self.counts.usual
        var (asked, right) = (0, 0)
        var wrong: [String] = []
        // A stride that visits all classes.
        for number in 0..<count {
            let (digit, label) = digits[number * 97 % digits.count]
            guard answer(digit) == Int(label) else { continue }
            let picture = kind.make(digit, &generator)
            let found = Normalizer().digits(in: picture)
            asked += 1
            if found.count == 1, answer(found[0].image) == Int(label) {
                right += 1
            } else {
                wrong.append("digit \(number * 97 % digits.count) (\(label)): \(found.map { answer($0.image) ?? -1 })")
            }
        }
        #expect(asked >= count * 9 / 10)
        #expect(Double(right) >= 0.95 * Double(asked), "\(kind.name): \(right) of \(asked) right; \(wrong)")
    }

    /// The issue of a digit's size within the picture, and of the picture's own, in one: each of these widths was once read as "0".
    @Test(arguments: [29, 31, 33, 47, 64, 100, 129, 257, 419, 511, 512, 513, 640, 641, 777, 900, 1025, 1400])
    func theWidthOfThePictureDoesNotMatter(_ width: Int) throws {
        for (index, paper, ink) in [(3, Float(255), Float(0)), (410, 180, 40), (777, 20, 235)] {
            let (digit, label) = digits[index]
            var sheet = Sheet(width, width * 3 / 4 + 8, paper: paper)
            let scale = Float(sheet.height) / 28
            sheet.draw(digit, .init(x: Float(width) / 2, y: Float(sheet.height) / 2, scale: scale, ink: ink))
            let found = Normalizer().digits(in: sheet.image)
            #expect(found.map { answer($0.image) } == [Int(label)], "\(width) pixels wide, paper \(paper)")
        }
    }

    @Test func severalDigitsAreFoundFromLeftToRight() throws {
        // 7, 1 and 0 in the first row, 4 and 9 in the second.
        let wanted = [7, 1, 0, 4, 9]
        let places: [(x: Float, y: Float)] = [(80, 90), (230, 100), (390, 85), (120, 290), (330, 300)]
        var sheet = Sheet(480, 400, paper: 240)
        for (label, place) in zip(wanted, places) {
            let digit = try #require(digits.first { $0.label == UInt8(label) && answer($0.image) == label })
            sheet.draw(digit.image, .init(x: place.x, y: place.y, scale: 6, ink: 30))
        }
        let found = Normalizer().digits(in: sheet.image)
        #expect(found.map { answer($0.image) } == wanted)
        for (digit, place) in zip(found, places) {
            #expect(digit.columns.contains(Int(place.x)) && digit.rows.contains(Int(place.y)))
            #expect((80...130).contains(max(digit.columns.count, digit.rows.count)))
        }
    }

    /// A digit that touches the border of its own small picture is no line along it.
    @Test func aBareDigitMayTouchTheBorder() throws {
        for (dx, dy) in [(-9, 0), (9, 0), (0, -9), (0, 9)] {
            var touching = 0
            for (digit, _) in digits.prefix(300) {
                let (x, y) = bounds(of: digit)
                // Moved until it touches.
                let shiftX = dx < 0 ? -x.lowerBound : dx > 0 ? 28 - x.upperBound : 0
                let shiftY = dy < 0 ? -y.lowerBound : dy > 0 ? 28 - y.upperBound : 0
                var moved = GrayImage(width: 28, height: 28)
                for row in y { for column in x { moved[column + shiftX, row + shiftY] = digit[column, row] } }
                if Normalizer().normalize(photograph: moved.inverted) == Normalizer().normalize(moved) { touching += 1 }
            }
            // Of broken digits a piece that lies flat on the border is taken for a line along it.
            #expect(touching >= 294)
        }
    }

    private func bounds(of image: GrayImage) -> (x: Range<Int>, y: Range<Int>) {
        let columns = (0..<28).filter { x in (0..<28).contains { image[x, $0] > 0 } }
        let rows = (0..<28).filter { y in (0..<28).contains { image[$0, y] > 0 } }
        return (columns[0]..<columns[columns.count - 1] + 1, rows[0]..<rows[rows.count - 1] + 1)
    }

    /// Pictures without a digit, and ones made to take long: an answer within bounded time, and none that is made up of the paper.
    @Test func emptyAndHostilePicturesEnd() throws {
        let normalizer = Normalizer()
        var empty = Sheet(400, 300, paper: 220)
        var generator = SeededGenerator(state: 1)
        empty.shade(60)
        empty.grain(5, using: &generator)
        #expect(normalizer.digits(in: empty.image).isEmpty)

        var checkers = GrayImage(width: 640, height: 640)
        for y in 0..<640 { for x in 0..<640 where (x / 2 + y / 2) % 2 == 0 { checkers[x, y] = 255 } }
        #expect(normalizer.digits(in: checkers).count <= 100)
        var dots = GrayImage(width: 640, height: 640, filledWith: 255)
        for y in stride(from: 1, to: 640, by: 3) { for x in stride(from: 1, to: 640, by: 3) { dots[x, y] = 0 } }
        #expect(normalizer.digits(in: dots).count <= 100)
        let noise = GrayImage(
            width: 640, height: 640, pixels: (0..<640 * 640).map { _ in UInt8(generator.next() & 255) })
        #expect(normalizer.digits(in: noise).count <= 100)
        for (width, height) in [(1, 1), (1, 4096), (4096, 1), (2, 3), (4096, 17)] {
            var thin = GrayImage(width: width, height: height, filledWith: 255)
            thin[width / 2, height / 2] = 0
            #expect(normalizer.digits(in: thin).count <= 1)
        }
    }
}
