import Drawing
import Testing

/// A kind of picture that people give to `predict`, made from a test digit.
struct PictureKind: Sendable, CustomTestStringConvertible {
    let name: String
    /// Draws one such picture; the generator chooses what varies.
    let make: @Sendable (GrayImage, inout SeededGenerator) -> GrayImage
    /// Large ones take long to draw: fewer are.
    var isLarge = false

    var testDescription: String { name }

    /// A white 420×420 sheet with the digit at 15 times its size, and something else.
    private static func sheet(
        _ name: String, paper: Float = 255, ink: Float = 0,
        _ change: @escaping @Sendable (inout Sheet, inout SeededGenerator) -> Void = { _, _ in }
    ) -> PictureKind {
        PictureKind(name: name) { digit, generator in
            var sheet = Sheet(420, 420, paper: paper)
            let place = { (generator: inout SeededGenerator) in Float.random(in: 190...230, using: &generator) }
            sheet.draw(
                digit,
                .init(
                    x: place(&generator), y: place(&generator), scale: Float.random(in: 8...13, using: &generator),
                    ink: ink))
            change(&sheet, &generator)
            return sheet.image
        }
    }

    /// A page with the digit somewhere on it, drawn with a sharp pen.
    private static func page(
        _ name: String, _ width: Int, _ height: Int, scale: ClosedRange<Float> = 7...12, paper: Float = 255,
        ink: Float = 0
    ) -> PictureKind {
        PictureKind(
            name: name,
            make: { digit, generator in
                var sheet = Sheet(width, height, paper: paper)
                let scale = Float.random(in: scale, using: &generator)
                let margin = scale * 14 + 2
                sheet.draw(
                    digit,
                    .init(
                        x: Float.random(in: margin...Float(width) - margin, using: &generator),
                        y: Float.random(in: margin...Float(height) - margin, using: &generator), scale: scale, ink: ink,
                        edge: 0.5))
                return sheet.image
            }, isLarge: width * height > 1_000_000)
    }

    /// One digit that fills a square.
    private static func square(_ side: Int, paper: Float = 255, ink: Float = 0) -> PictureKind {
        PictureKind(
            name: "\(side)×\(side)",
            make: { digit, _ in
                var sheet = Sheet(side, side, paper: paper)
                sheet.draw(digit, .init(x: Float(side) / 2, y: Float(side) / 2, scale: Float(side) / 28, ink: ink))
                return sheet.image
            }, isLarge: side * side > 1_000_000)
    }

    /// A pen of its own, at any place of a 500×400 sheet.
    private static func pen(
        _ name: String, edge: Float?, paper: Float = 245, ink: Float = 20, turn: Float = 0, grain: Float = 0
    ) -> PictureKind {
        PictureKind(name: name) { digit, generator in
            var sheet = Sheet(500, 400, paper: paper)
            let scale = Float.random(in: 6...12, using: &generator)
            sheet.draw(
                digit,
                .init(
                    x: Float.random(in: 180...320, using: &generator),
                    y: Float.random(in: 180...220, using: &generator),
                    scale: scale, turn: turn == 0 ? 0 : Float.random(in: -turn...turn, using: &generator), ink: ink,
                    edge: edge))
            if grain > 0 { sheet.grain(grain, using: &generator) }
            return sheet.image
        }
    }

    /// Lines on the paper, `step` apart and turned by up to `turn` (rise over run); the pen writes over them.
    private static func lined(_ name: String, squared: Bool, level: Float, thickness: Float, turn: Float) -> PictureKind
    {
        PictureKind(name: name) { digit, generator in
            var sheet = Sheet(480, 400, paper: 250)
            let step = Float.random(in: 40...70, using: &generator)
            let slope = Float.random(in: -turn...turn, using: &generator)
            var place = Float.random(in: 0...step, using: &generator) - 60
            while place < 560 {
                sheet.line(from: (0, place), to: (480, place + 480 * slope), thickness: thickness, level)
                if squared { sheet.line(from: (place, 0), to: (place - 400 * slope, 400), thickness: thickness, level) }
                place += step
            }
            sheet.draw(
                digit,
                .init(
                    x: Float.random(in: 180...300, using: &generator),
                    y: Float.random(in: 170...230, using: &generator),
                    scale: Float.random(in: 7...11, using: &generator), ink: 30, edge: 0.5))
            return sheet.image
        }
    }

    static let all: [PictureKind] = [
        PictureKind(name: "bare, black on white") { digit, _ in digit.inverted },
        PictureKind(name: "bare, white on black") { digit, _ in digit },
        square(29), square(57), square(143), square(301, paper: 190, ink: 40), square(640, paper: 30, ink: 230),
        square(1023), page("1024×768", 1024, 768), page("A4, 150 dpi", 1240, 1754), page("screen", 1920, 1080),
        page("A4, 300 dpi", 2480, 3508, scale: 12...25), square(4096),
        sheet("grey paper", paper: 170, ink: 60), sheet("dark paper", paper: 40, ink: 220),
        sheet("light from a corner, grain", paper: 225, ink: 50) { sheet, generator in
            sheet.shade(40)
            sheet.grain(6, using: &generator)
        },
        PictureKind(name: "a shadow across") { digit, generator in
            var sheet = Sheet(450, 350, paper: 215)
            let edge = Float.random(in: 150...300, using: &generator)
            sheet.draw(digit, .init(x: 225, y: 175, scale: 9, ink: 40, edge: 0.5))
            for y in 0..<350 {
                for x in 0..<450 {
                    // Falls to two thirds over a third of the picture.
                    let share = min(1, max(0, (Float(x) + 0.4 * Float(y) - edge) / 150 + 0.5))
                    sheet.levels[y * 450 + x] *= 1 - 0.33 * share
                }
            }
            sheet.grain(3, using: &generator)
            return sheet.image
        },
        sheet("a pixel in the corner") { sheet, _ in sheet.levels[0] = 0 },
        sheet("a line along an edge") { sheet, generator in
            let left = Bool.random(using: &generator)
            sheet.fill(0..<(left ? 1 : 420), 0..<(left ? 420 : 1), 0)
        },
        sheet("a frame at the edge") { sheet, _ in sheet.frame(inset: 0, thickness: 1, 0) },
        sheet("a frame inside") { sheet, generator in
            sheet.frame(inset: Int.random(in: 2...12, using: &generator), thickness: 4, 20)
        },
        sheet("a scanner's dark edge", paper: 235, ink: 60) { sheet, generator in
            sheet.shade(40)
            sheet.fill(0..<Int.random(in: 10...40, using: &generator), 0..<420, 25)
            sheet.grain(4, using: &generator)
        },
        PictureKind(name: "a window with a dark margin") { digit, generator in
            let margin = Int.random(in: 10...90, using: &generator)
            var sheet = Sheet(420, 420, paper: 35)
            sheet.fill(margin..<420 - margin, margin..<420 - margin, 255)
            sheet.draw(digit, .init(x: 210, y: 210, scale: Float(400 - 2 * margin) / 32, ink: 0))
            return sheet.image
        },
        PictureKind(name: "a sheet on a table") { digit, generator in
            var sheet = Sheet(560, 460, paper: 90)
            let turn = Float.random(in: -0.2...0.2, using: &generator)
            for y in 0..<460 {
                for x in 0..<560 {
                    let (u, v) = (Float(x) - 280, Float(y) - 230)
                    if abs(u + turn * v) < 170, abs(v - turn * u) < 150 { sheet.levels[y * 560 + x] = 230 }
                }
            }
            sheet.draw(digit, .init(x: 280, y: 230, scale: 7, ink: 50, edge: 0.5))
            sheet.shade(20)
            sheet.grain(4, using: &generator)
            return sheet.image
        },
        sheet("six specks") { sheet, generator in
            for _ in 0..<6 {
                let (x, y) = (Int.random(in: 0..<415, using: &generator), Int.random(in: 0..<415, using: &generator))
                let side = Int.random(in: 1...5, using: &generator)
                sheet.fill(x..<x + side, y..<y + side, 0)
            }
        },
        lined("ruled paper", squared: false, level: 150, thickness: 2, turn: 0),
        lined("ruled paper, turned", squared: false, level: 120, thickness: 2.5, turn: 0.06),
        lined("squared paper", squared: true, level: 165, thickness: 1.5, turn: 0.02),
        pen("a fine pen", edge: 0.65), pen("a marker", edge: 0.15),
        pen("a pencil", edge: 0.6, paper: 230, ink: 165, grain: 4),
        pen("chalk", edge: nil, paper: 50, ink: 200, grain: 8), pen("turned by up to 15°", edge: 0.5, turn: 15),
    ]
}
