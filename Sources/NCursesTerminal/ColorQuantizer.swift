import TerminalUI

/// The number of the terminal's colour that comes nearest to another.
struct ColorQuantizer {
    let depth: ColorDepth

    /// -1 is the terminal's own colour.
    func index(_ color: Color) -> Int32 {
        guard case .rgb(let red, let green, let blue) = color else { return -1 }
        switch depth {
        case .none: return -1
        case .eight: return Int32(Self.named(red, green, blue, hasBright: false))
        case .sixteen: return Int32(Self.named(red, green, blue, hasBright: true))
        case .indexed256: return Int32(Self.indexed(red, green, blue))
        case .truecolor:
            let value = Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
            // The first eight numbers stand for the named colours even there.
            return value < 8 && value > 0 ? 8 : value
        }
    }

    /// xterm's 256 colours: a cube of 6×6×6 and 24 greys, which matter for the digits.
    static func indexed(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
        func level(_ value: UInt8) -> Int { value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40 }
        func value(_ level: Int) -> Int { level == 0 ? 0 : 55 + level * 40 }
        let (r, g, b) = (level(red), level(green), level(blue))
        let average = (Int(red) + Int(green) + Int(blue)) / 3
        let step = min(23, max(0, (average - 3) / 10))
        let gray = 8 + step * 10
        func distance(_ x: Int, _ y: Int, _ z: Int) -> Int {
            let (dr, dg, db) = (x - Int(red), y - Int(green), z - Int(blue))
            return dr * dr + dg * dg + db * db
        }
        return distance(gray, gray, gray) < distance(value(r), value(g), value(b))
            ? 232 + step : 16 + 36 * r + 6 * g + b
    }

    /// The eight or sixteen named colours, by hue: their exact shades are the terminal's own affair.
    static func named(_ red: UInt8, _ green: UInt8, _ blue: UInt8, hasBright: Bool) -> Int {
        let (r, g, b) = (Int(red), Int(green), Int(blue))
        let most = max(r, g, b)
        let span = most - min(r, g, b)
        if span * 4 < most || most < 40 {
            if most < 64 { return 0 }
            if hasBright { return most < 160 ? 8 : most < 230 ? 7 : 15 }
            return most < 110 ? 0 : 7
        }
        var hue: Int
        if most == r {
            hue = 60 * (g - b) / span
        } else if most == g {
            hue = 120 + 60 * (b - r) / span
        } else {
            hue = 240 + 60 * (r - g) / span
        }
        if hue < 0 { hue += 360 }
        switch hue {
        case ..<35, 345...: return 1
        case ..<72: return 3
        case ..<172: return 2
        // Sky blue and blue share their hue: the lighter one is cyan.
        case ..<215: return most > 200 ? 6 : 4
        case ..<262: return 4
        default: return 5
        }
    }
}
