/// Grey levels as 32-bit numbers, the working form of the normaliser.
struct Plane {
    var width: Int
    var height: Int
    /// `[height, width]`, row-major.
    var values: [Float]

    init(width: Int, height: Int, values: [Float]) {
        self.width = width
        self.height = height
        self.values = values
    }

    init(width: Int, height: Int) {
        self.init(width: width, height: height, values: [Float](repeating: 0, count: width * height))
    }

    init(_ image: GrayImage) {
        self.init(width: image.width, height: image.height, values: image.pixels.map(Float.init))
    }

    /// Rounded to grey levels.
    var image: GrayImage {
        GrayImage(width: width, height: height, pixels: values.map { UInt8(min(255, max(0, $0.rounded()))) })
    }

    /// The smallest rectangle around all values over `threshold`, ends excluded; nil if there are none.
    func bounds(over threshold: Float = 0) -> (x: Range<Int>, y: Range<Int>)? {
        var left = width
        var right = -1
        var top = height
        var bottom = -1
        for y in 0..<height {
            let row = y * width
            for x in 0..<width where values[row + x] > threshold {
                left = min(left, x)
                right = max(right, x)
                top = min(top, y)
                bottom = y
            }
        }
        return right < 0 ? nil : (left..<right + 1, top..<bottom + 1)
    }

    /// The centre of mass in pixels, whole numbers at the centres; nil without mass.
    var centreOfMass: Point? {
        var mass: Double = 0
        var mx: Double = 0
        var my: Double = 0
        for y in 0..<height {
            for x in 0..<width {
                let value = Double(values[y * width + x])
                mass += value
                mx += value * Double(x)
                my += value * Double(y)
            }
        }
        return mass > 0 ? Point(x: Float(mx / mass), y: Float(my / mass)) : nil
    }

    /// Part of the plane, scaled by `scale` in both directions without aliasing.
    ///
    /// Shrinking averages over the exact area that each new pixel covers; enlarging interpolates linearly, with nothing outside.
    /// At scale 1 the values stay as they are.
    /// - Returns: The part, centred in the smallest whole number of pixels that holds it, at most `limit` on a side.
    func resampled(x: Range<Int>, y: Range<Int>, scale: Float, limit: Int) -> Plane {
        let columns = ResamplingTaps(source: x, scale: scale, limit: limit)
        let rows = ResamplingTaps(source: y, scale: scale, limit: limit)
        var narrow = Plane(width: columns.count, height: y.count)
        for row in 0..<y.count {
            let start = (y.lowerBound + row) * width
            for column in 0..<columns.count {
                var sum: Float = 0
                for tap in columns.first[column]..<columns.first[column + 1] {
                    sum += columns.weights[tap] * values[start + columns.indices[tap]]
                }
                narrow.values[row * columns.count + column] = sum
            }
        }
        var result = Plane(width: columns.count, height: rows.count)
        for row in 0..<rows.count {
            for tap in rows.first[row]..<rows.first[row + 1] {
                let weight = rows.weights[tap]
                let source = (rows.indices[tap] - y.lowerBound) * columns.count
                for column in 0..<columns.count {
                    result.values[row * columns.count + column] += weight * narrow.values[source + column]
                }
            }
        }
        return result
    }
}
