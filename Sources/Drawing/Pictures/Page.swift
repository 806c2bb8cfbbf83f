/// A sheet of paper within a picture.
struct Page {
    /// The smallest rectangle around it, ends excluded.
    var x: Range<Int>
    var y: Range<Int>
    /// Of each row in `y`, the columns from the first to the last that are page.
    var spans: [Range<Int>]

    /// The page alone: what is beside it, and a narrow edge, become its most common level.
    func cut(from picture: Plane) -> Plane {
        var result = picture.cropped(x: x, y: y)
        let edge = max(2, min(x.count, y.count) / 50)
        var counts = [Int](repeating: 0, count: 256)
        for (row, span) in spans.enumerated() {
            for column in span {
                counts[min(255, max(0, Int(result.values[row * x.count + column - x.lowerBound] + 0.5)))] += 1
            }
        }
        let level = Float(counts.indices.max { counts[$0] < counts[$1] } ?? 255)
        for row in 0..<y.count {
            let (above, below) = (spans[max(0, row - edge)], spans[min(y.count - 1, row + edge)])
            let isInside = row >= edge && row < y.count - edge
            let left = max(spans[row].lowerBound, above.lowerBound, below.lowerBound) + edge
            let right = min(spans[row].upperBound, above.upperBound, below.upperBound) - edge
            for column in x where !isInside || column < left || column >= right {
                result.values[row * x.count + column - x.lowerBound] = level
            }
        }
        return result
    }
}
