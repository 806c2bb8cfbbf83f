/// The paper behind the ink: `level(x, y) = a + b·x + c·y`, fitted to the picture's border.
struct PaperEstimate {
    private var constant: Float = 0
    private var slopeX: Float = 0
    private var slopeY: Float = 0
    private var centreX: Float = 0
    private var centreY: Float = 0
    /// The border's standard deviation from the plane in grey levels, 0 for a clean picture.
    private(set) var noise: Float = 0

    /// The paper's grey level at a pixel.
    func level(x: Int, y: Int) -> Float {
        constant + slopeX * (Float(x) - centreX) + slopeY * (Float(y) - centreY)
    }

    /// Fits the plane by least squares, leaving out border pixels that are ink.
    init(border plane: Plane) {
        let thickness = max(1, min(plane.width, plane.height) / 40)
        var samples: [(x: Int, y: Int, value: Float)] = []
        for y in 0..<plane.height {
            let isEdgeRow = y < thickness || y >= plane.height - thickness
            for x in 0..<plane.width where isEdgeRow || x < thickness || x >= plane.width - thickness {
                samples.append((x, y, plane.values[y * plane.width + x]))
            }
        }
        centreX = Float(plane.width - 1) / 2
        centreY = Float(plane.height - 1) / 2
        constant = Self.median(samples.map(\.value))
        noise = 1.4826 * Self.median(samples.map { abs($0.value - constant) })
        // More than half of the border is of one level: clean, and a plane could only bring in rounding.
        guard noise > 0 else { return }
        for _ in 0..<4 {
            let reach = max(24, 3 * noise)
            let kept = samples.filter { abs($0.value - level(x: $0.x, y: $0.y)) <= reach }
            fit(kept)
            noise = 1.4826 * Self.median(kept.map { abs($0.value - level(x: $0.x, y: $0.y)) })
        }
    }

    /// Least squares over the samples.
    private mutating func fit(_ samples: [(x: Int, y: Int, value: Float)]) {
        guard samples.count >= 8 else { return }
        let count = Double(samples.count)
        var sumX: Double = 0
        var sumY: Double = 0
        var sumV: Double = 0
        for sample in samples {
            sumX += Double(sample.x)
            sumY += Double(sample.y)
            sumV += Double(sample.value)
        }
        let meanX = sumX / count
        let meanY = sumY / count
        let meanV = sumV / count
        var xx: Double = 0
        var xy: Double = 0
        var yy: Double = 0
        var xv: Double = 0
        var yv: Double = 0
        for sample in samples {
            let x = Double(sample.x) - meanX
            let y = Double(sample.y) - meanY
            let value = Double(sample.value) - meanV
            xx += x * x
            xy += x * y
            yy += y * y
            xv += x * value
            yv += y * value
        }
        let determinant = xx * yy - xy * xy
        guard determinant > 1e-9 else { return }
        slopeX = Float((xv * yy - yv * xy) / determinant)
        slopeY = Float((yv * xx - xv * xy) / determinant)
        centreX = Float(meanX)
        centreY = Float(meanY)
        constant = Float(meanV)
    }

    private static func median(_ values: [Float]) -> Float {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }
}
