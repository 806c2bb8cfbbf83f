import Datasets
import Drawing
import NeuralNetwork
import TerminalUI

/// Redraws test digits through the Draw screen's keys and asks a network about them: the measure of drawing as a whole.
public struct RedrawnDigits: Sendable {
    /// Chosen by lot, each at most once.
    public var indices: [Int]
    public let images: ImageSet
    private var generator: SplitMix64

    /// Sizes, as shares of the digit's own.
    public static let sizes: ClosedRange<Float> = 0.6...1.4
    /// Pixels that shifted digits are moved by, at most.
    public static let shift = 6

    /// - Parameter seed: Of the lots: which digits, how large and where.
    public init(_ images: ImageSet, count: Int, seed: UInt64) {
        self.images = images
        generator = SplitMix64(seed: seed)
        indices = Array((0..<images.count).shuffled(using: &generator).prefix(count))
    }

    /// The keys that redraw the digits, in the order of ``indices``, at sizes and places chosen by lot.
    public func scripts() -> [[DrawingKey]] {
        var lots = generator
        let tracer = DigitTracer()
        return indices.map { index in
            let image = GrayImage(width: Canvas.side, height: Canvas.side, pixels: images.image(at: index))
            let share = Self.sizes.lowerBound + lots.nextUnitFloat() * (Self.sizes.upperBound - Self.sizes.lowerBound)
            return tracer.keys(
                for: image, scale: share, dx: Int.random(in: -10...10, using: &lots),
                dy: Int.random(in: -10...10, using: &lots))
        }
    }

    /// The share of digits that keep their label when redrawn and normalised.
    public func normalisedAccuracy(_ classifier: Classifier) -> Double {
        share { index, script in
            var board = DrawingBoard()
            // Through the terminal's keys and back, as on the screen.
            for key in script { if let pressed = DrawingKey(Key(key)) { board.press(pressed) } }
            guard let levels = board.levels else { return false }
            return Self.answer(levels, classifier) == Int(images.labels[index])
        }
    }

    /// The share of digits that keep their label when moved by up to ``shift`` pixels and shown as they are.
    public func shiftedAccuracy(_ classifier: Classifier) -> Double {
        var lots = generator
        let side = Canvas.side
        return share { index, _ in
            let dx = Int.random(in: -Self.shift...Self.shift, using: &lots)
            let dy = Int.random(in: -Self.shift...Self.shift, using: &lots)
            let pixels = images.image(at: index)
            var moved = [UInt8](repeating: 0, count: side * side)
            for y in 0..<side where (0..<side).contains(y + dy) {
                for x in 0..<side where (0..<side).contains(x + dx) {
                    moved[(y + dy) * side + x + dx] = pixels[y * side + x]
                }
            }
            var board = DrawingBoard(normalizes: false)
            board.load(pixels: moved)
            guard let levels = board.levels else { return false }
            return Self.answer(levels, classifier) == Int(images.labels[index])
        }
    }

    private func share(_ isRight: (Int, [DrawingKey]) -> Bool) -> Double {
        var right = 0
        for (index, script) in zip(indices, scripts()) where isRight(index, script) { right += 1 }
        return Double(right) / Double(max(1, indices.count))
    }

    private static func answer(_ levels: [Float], _ classifier: Classifier) -> Int? {
        let probabilities = classifier.probabilities(of: levels)
        return probabilities.indices.max { probabilities[$0] < probabilities[$1] }
    }
}
