import Drawing

/// A fixed sequence of numbers, the same on every machine (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension GrayImage {
    /// The centre of mass, whole numbers at the centres of pixels.
    var centreOfMass: (x: Double, y: Double) {
        var mass = 0.0
        var mx = 0.0
        var my = 0.0
        for y in 0..<height {
            for x in 0..<width {
                mass += Double(self[x, y])
                mx += Double(self[x, y]) * Double(x)
                my += Double(self[x, y]) * Double(y)
            }
        }
        return (mx / mass, my / mass)
    }

    /// Columns and rows from the first to the last with ink.
    var inkSize: (width: Int, height: Int) {
        let columns = (0..<width).filter { x in (0..<height).contains { self[x, $0] > 0 } }
        let rows = (0..<height).filter { y in (0..<width).contains { self[$0, y] > 0 } }
        guard let left = columns.first, let right = columns.last, let top = rows.first, let bottom = rows.last else {
            return (0, 0)
        }
        return (right - left + 1, bottom - top + 1)
    }

    /// Pearson's correlation of the grey levels.
    func correlation(with other: GrayImage) -> Double {
        let count = Double(pixels.count)
        let mean = pixels.reduce(0) { $0 + Double($1) } / count
        let otherMean = other.pixels.reduce(0) { $0 + Double($1) } / count
        var product = 0.0
        var square = 0.0
        var otherSquare = 0.0
        for (one, two) in zip(pixels, other.pixels) {
            let a = Double(one) - mean
            let b = Double(two) - otherMean
            product += a * b
            square += a * a
            otherSquare += b * b
        }
        return product / (square * otherSquare).squareRoot()
    }
}

/// A canvas with a seven (or any script) on it.
func canvas(drawing script: String) throws -> Canvas {
    var canvas = Canvas()
    canvas.apply(contentsOf: try KeyScript(script).canvasCommands)
    return canvas
}
