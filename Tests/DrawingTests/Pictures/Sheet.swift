import Drawing
import Foundation

/// A picture in the making: grey levels as numbers, 0 (black) to 255 (white).
struct Sheet {
    let width: Int
    let height: Int
    var levels: [Float]

    init(_ width: Int, _ height: Int, paper: Float = 255) {
        self.width = width
        self.height = height
        levels = [Float](repeating: paper, count: width * height)
    }

    var image: GrayImage {
        GrayImage(width: width, height: height, pixels: levels.map { UInt8(min(255, max(0, $0.rounded()))) })
    }

    /// How a digit is put on the sheet.
    struct Placing {
        /// The middle of its 28×28 field.
        var x: Float
        var y: Float
        /// Pixels of the sheet for one of the digit's.
        var scale: Float
        /// Degrees, clockwise.
        var turn: Float = 0
        /// The ink's grey level.
        var ink: Float = 0
        /// Where between blank (0) and full ink (1) the stroke's edge is drawn: nil keeps MNIST's soft edges, a low number makes a
        /// wide pen, a high one a narrow pen.
        var edge: Float?
    }

    /// Puts a digit on the sheet, interpolated between its pixels.
    mutating func draw(_ digit: GrayImage, _ placing: Placing) {
        let reach = Int((placing.scale * 20).rounded(.up))
        let angle = placing.turn * .pi / 180
        let (c, s) = (cos(angle), sin(angle))
        for y in max(0, Int(placing.y) - reach)..<min(height, Int(placing.y) + reach) {
            for x in max(0, Int(placing.x) - reach)..<min(width, Int(placing.x) + reach) {
                let dx = (Float(x) + 0.5 - placing.x) / placing.scale
                let dy = (Float(y) + 0.5 - placing.y) / placing.scale
                var share = Self.sample(digit, c * dx + s * dy + 13.5, c * dy - s * dx + 13.5) / 255
                // Sharp to about a pixel of the sheet.
                if let edge = placing.edge { share = min(1, max(0, 0.5 + (share - edge) * placing.scale * 1.5)) }
                guard share > 0 else { continue }
                levels[y * width + x] += share * (placing.ink - levels[y * width + x])
            }
        }
    }

    private static func sample(_ digit: GrayImage, _ x: Float, _ y: Float) -> Float {
        let (left, top) = (x.rounded(.down), y.rounded(.down))
        func pixel(_ dx: Int, _ dy: Int) -> Float {
            let (column, row) = (Int(left) + dx, Int(top) + dy)
            guard (0..<28).contains(column), (0..<28).contains(row) else { return 0 }
            return Float(digit[column, row])
        }
        let (u, v) = (x - left, y - top)
        return (pixel(0, 0) * (1 - u) + pixel(1, 0) * u) * (1 - v) + (pixel(0, 1) * (1 - u) + pixel(1, 1) * u) * v
    }

    mutating func fill(_ columns: Range<Int>, _ rows: Range<Int>, _ level: Float) {
        for y in rows.clamped(to: 0..<height) {
            for x in columns.clamped(to: 0..<width) { levels[y * width + x] = level }
        }
    }

    /// A straight line of `thickness` pixels that darkens the sheet to `level`.
    mutating func line(from start: (x: Float, y: Float), to end: (x: Float, y: Float), thickness: Float, _ level: Float)
    {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let length = (dx * dx + dy * dy).squareRoot()
        let (left, right) = (Int(min(start.x, end.x) - thickness - 1), Int(max(start.x, end.x) + thickness + 2))
        let (top, bottom) = (Int(min(start.y, end.y) - thickness - 1), Int(max(start.y, end.y) + thickness + 2))
        for y in (top..<bottom).clamped(to: 0..<height) {
            for x in (left..<right).clamped(to: 0..<width) {
                let (px, py) = (Float(x) - start.x, Float(y) - start.y)
                let along = (px * dx + py * dy) / length
                guard along >= -thickness, along <= length + thickness else { continue }
                let share = min(1, max(0, thickness / 2 + 0.5 - abs(px * dy - py * dx) / length))
                levels[y * width + x] = min(levels[y * width + x], levels[y * width + x] * (1 - share) + level * share)
            }
        }
    }

    /// The edge of the sheet as a line of `thickness` pixels, `inset` pixels from it.
    mutating func frame(inset: Int, thickness: Int, _ level: Float) {
        let (right, bottom) = (width - inset, height - inset)
        fill(inset..<right, inset..<inset + thickness, level)
        fill(inset..<right, bottom - thickness..<bottom, level)
        fill(inset..<inset + thickness, inset..<bottom, level)
        fill(right - thickness..<right, inset..<bottom, level)
    }

    /// Light that falls off by `range` grey levels from one corner to the opposite one.
    mutating func shade(_ range: Float) {
        for y in 0..<height {
            for x in 0..<width {
                levels[y * width + x] -= range * (Float(x) / Float(width) + Float(y) / Float(height)) / 2
            }
        }
    }

    /// Grain with a normal distribution.
    mutating func grain(_ deviation: Float, using generator: inout SeededGenerator) {
        for index in levels.indices {
            // The sum of four uniform numbers is near enough.
            let bits = generator.next()
            let sum = (0..<4).reduce(Float(0)) { $0 + Float((bits >> (UInt64($1) * 16)) & 0xFFFF) / 65535 }
            levels[index] += (sum - 2) * deviation * 1.732
        }
    }
}
