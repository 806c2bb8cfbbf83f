/// A picture of one number a pixel, row after row: `[height, width]`.
public struct Raster: Hashable, Sendable {
    public let width: Int
    public let height: Int
    public let values: [Float]

    /// - Parameter values: `height * width` of them.
    public init(width: Int, height: Int, values: [Float]) {
        precondition(
            width > 0 && height > 0 && values.count == width * height, "a picture of \(height)×\(width) pixels")
        self.width = width
        self.height = height
        self.values = values
    }

    /// Grey levels 0…255 as 0…1.
    public init(width: Int, height: Int, bytes: some Collection<UInt8>) {
        self.init(width: width, height: height, values: bytes.map { Float($0) / 255 })
    }

    public subscript(row row: Int, column column: Int) -> Float { values[row * width + column] }

    /// The largest absolute value; 0 for a blank picture.
    public var largestMagnitude: Float { values.reduce(0) { max($0, $1.isFinite ? abs($1) : 0) } }

    /// The picture at another size: pixels repeated when it grows by a whole factor, areas averaged otherwise.
    public func scaled(width newWidth: Int, height newHeight: Int) -> Raster {
        precondition(newWidth > 0 && newHeight > 0, "a picture has pixels")
        if newWidth == width && newHeight == height { return self }
        let across = Self.weights(from: width, to: newWidth)
        let down = Self.weights(from: height, to: newHeight)
        var rows = [Float](repeating: 0, count: height * newWidth)
        for row in 0..<height {
            for (column, parts) in across.enumerated() {
                var sum: Float = 0
                for part in parts { sum += values[row * width + part.index] * part.share }
                rows[row * newWidth + column] = sum
            }
        }
        var result = [Float](repeating: 0, count: newHeight * newWidth)
        for (row, parts) in down.enumerated() {
            for part in parts {
                for column in 0..<newWidth {
                    result[row * newWidth + column] += rows[part.index * newWidth + column] * part.share
                }
            }
        }
        return Raster(width: newWidth, height: newHeight, values: result)
    }

    /// For every new pixel the old ones that it covers, with their shares of it.
    private static func weights(from old: Int, to new: Int) -> [[(index: Int, share: Float)]] {
        (0..<new).map { place in
            // In units of 1/new of an old pixel all borders are whole numbers, so shares are exact.
            let start = place * old
            let end = start + old
            return (start / new...(end - 1) / new).map { index in
                (index, Float(min(end, (index + 1) * new) - max(start, index * new)) / Float(old))
            }
        }
    }
}
