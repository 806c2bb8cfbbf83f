extension ImageSet {
    /// A copy with changed pixels.
    ///
    /// - Throws: ``DatasetError/outOfMemory(bytes:)``.
    public func applying(_ changes: [PixelChange]) throws(DatasetError) -> ImageSet {
        var bytes = withUnsafePixels { Array($0) }
        for change in changes {
            switch change {
            case .invert:
                for index in bytes.indices { bytes[index] = 255 - bytes[index] }
            case .stretch:
                let brightest = Int(bytes.max() ?? 0)
                guard brightest > 0 else { continue }
                for index in bytes.indices {
                    bytes[index] = UInt8((Int(bytes[index]) * 255 + brightest / 2) / brightest)
                }
            case .transpose:
                for image in 0..<count {
                    let start = image * Self.pixelsPerImage
                    for row in 0..<Self.side {
                        for column in 0..<row {
                            bytes.swapAt(start + row * Self.side + column, start + column * Self.side + row)
                        }
                    }
                }
            }
        }
        return try ImageSet(pixels: bytes, labels: labels, classCount: classCount)
    }

    /// The images that `others` does not hold, pixel for pixel.
    ///
    /// - Throws: ``DatasetError/outOfMemory(bytes:)``.
    public func removing(_ others: ImageSet) throws(DatasetError) -> ImageSet {
        let excluded = Set((0..<others.count).map { others.image(at: $0) })
        var pixels: [UInt8] = []
        pixels.reserveCapacity(count * Self.pixelsPerImage)
        var kept: [UInt8] = []
        for index in 0..<count {
            let image = image(at: index)
            guard !excluded.contains(image) else { continue }
            pixels += image
            kept.append(labels[index])
        }
        return try ImageSet(pixels: pixels, labels: kept, classCount: classCount)
    }
}
