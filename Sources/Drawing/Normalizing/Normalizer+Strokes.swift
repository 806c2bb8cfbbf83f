extension Normalizer {
    /// Draws the strokes anew at the size that fills the box, each as wide as it was drawn.
    ///
    /// - Parameter drawn: The canvas as it looks, which knows what the eraser left.
    func normalize(_ strokes: [Stroke], drawn: Plane) -> GrayImage? {
        // Half ink is where a stroke's edge is.
        guard let bounds = drawn.bounds(over: 127) ?? drawn.bounds() else { return nil }
        let longest = Float(max(bounds.x.count, bounds.y.count))
        let width = strokes.filter { !$0.isErasing }.map(\.brush.width).max() ?? Brush.typicalWidth
        let middle = Point(
            x: Float(bounds.x.lowerBound + bounds.x.upperBound - 1) / 2,
            y: Float(bounds.y.lowerBound + bounds.y.upperBound - 1) / 2)
        // The line's middle is scaled, its width is not: scale · (longest − width) + width = 20.
        let box = Float(Self.box)
        var scale = min(Self.largestStrokeScale, max(0.1, (box - width) / max(0.1, longest - width)))
        for _ in 0..<3 {
            var plane = Self.drawing(of: strokes, around: middle, scale: scale)
            guard let found = plane.bounds() else { return nil }
            let size = max(found.x.count, found.y.count)
            if size <= Self.box {
                Self.restoreContrast(&plane)
                return Self.centred(plane)?.image
            }
            scale *= max(0.5, (box - width) / (Float(size) - width))
        }
        var plane = Self.drawing(of: strokes, around: middle, scale: scale)
        Self.restoreContrast(&plane)
        return Self.centred(plane)?.image
    }

    /// The strokes with every point moved to `(point − middle) · scale` around the middle of a plane large enough for strays.
    private static func drawing(of strokes: [Stroke], around middle: Point, scale: Float) -> Plane {
        var plane = Plane(width: 2 * side, height: 2 * side)
        // Between pixels: a stroke around the middle then fills a box of an even number of pixels, as 20 is.
        let centre = Float(side) - 0.5
        for stroke in strokes {
            // What an eraser took away is an area of the canvas, so that its size goes with the scale.
            let brush = stroke.isErasing ? Brush(width: stroke.brush.width * scale) : stroke.brush
            var previous: Point?
            for point in stroke.points {
                let moved = Point(x: (point.x - middle.x) * scale + centre, y: (point.y - middle.y) * scale + centre)
                plane.values.withUnsafeMutableBufferPointer { values in
                    brush.forEachPixel(from: previous ?? moved, to: moved, width: 2 * side, height: 2 * side) {
                        index, share in
                        let ink = 255 * share
                        values[index] = stroke.isErasing ? min(values[index], 255 - ink) : max(values[index], ink)
                    }
                }
                previous = moved
            }
        }
        return plane
    }
}
