extension Plane {
    /// A picture, shrunk so that its longer side is at most `side`; smaller ones stay as they are.
    ///
    /// Each new pixel is the mean of the area it covers, those at the edges too: what an even picture shrinks to is even.
    /// - Complexity: O(pixels) in time; the picture itself is never copied.
    init(_ picture: GrayImage, shrunkTo side: Int) {
        let longest = max(picture.width, picture.height)
        guard longest > side else {
            self.init(picture)
            return
        }
        let scale = Float(side) / Float(longest)
        let columns = ResamplingTaps(covering: picture.width, scale: scale)
        let rows = ResamplingTaps(covering: picture.height, scale: scale)
        self.init(width: columns.count, height: rows.count)
        var narrow = [Float](repeating: 0, count: width)
        // Neighbouring new rows share an old one: what was made of it last is kept.
        var narrowed = -1
        for row in 0..<rows.count {
            for tap in rows.first[row]..<rows.first[row + 1] {
                if rows.indices[tap] != narrowed {
                    narrowed = rows.indices[tap]
                    let start = narrowed * picture.width
                    picture.pixels.withUnsafeBufferPointer { pixels in
                        for column in 0..<columns.count {
                            var sum: Float = 0
                            for tap in columns.first[column]..<columns.first[column + 1] {
                                sum += columns.weights[tap] * Float(pixels[start + columns.indices[tap]])
                            }
                            narrow[column] = sum
                        }
                    }
                }
                let weight = rows.weights[tap]
                for column in 0..<width { values[row * width + column] += weight * narrow[column] }
            }
        }
    }

    /// Rows and columns exchanged.
    var transposed: Plane {
        var result = Plane(width: height, height: width)
        for y in 0..<height {
            for x in 0..<width { result.values[x * height + y] = values[y * width + x] }
        }
        return result
    }

    /// The part in these columns and rows.
    func cropped(x: Range<Int>, y: Range<Int>) -> Plane {
        Plane(
            width: x.count, height: y.count,
            values: y.flatMap { values[$0 * width + x.lowerBound..<$0 * width + x.upperBound] })
    }

    /// The mean over squares of `2 · radius + 1` pixels; at the edges over what there is of them.
    ///
    /// - Complexity: O(pixels), whatever the radius.
    func boxBlurred(radius: Int) -> Plane {
        blurredAlongRows(radius: radius).transposed.blurredAlongRows(radius: radius).transposed
    }

    private func blurredAlongRows(radius: Int) -> Plane {
        var result = self
        for y in 0..<height {
            let start = y * width
            var sum: Float = 0
            var count: Float = 0
            for x in 0..<min(radius, width) {
                sum += values[start + x]
                count += 1
            }
            for x in 0..<width {
                if x + radius < width {
                    sum += values[start + x + radius]
                    count += 1
                }
                if x > radius {
                    sum -= values[start + x - radius - 1]
                    count -= 1
                }
                result.values[start + x] = sum / count
            }
        }
        return result
    }
}
