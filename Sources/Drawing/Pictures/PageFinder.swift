#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Tells a sheet of paper in front of something else from ink: a photograph's page on a table, a screenshot's dark margin.
enum PageFinder {
    /// The smallest share of the picture that a page has.
    private static let smallestShare: Float = 0.12
    /// How much of the smallest rectangle around it a page fills; an oval fills 0.79.
    private static let smallestFill: Float = 0.86

    /// Pixels of the page, and those of what is drawn on it, or nil if the patch is no page.
    static func page(_ patch: Patch, in map: PatchMap) -> Page? {
        guard Float(patch.area) >= Self.smallestShare * Float(map.width * map.height),
            min(patch.x.count, patch.y.count) * 4 >= min(map.width, map.height), patch.longest >= 24
        else { return nil }
        var spans: [Range<Int>] = []
        var covered = 0
        for y in patch.y {
            let row = map.labels[y * map.width + patch.x.lowerBound..<y * map.width + patch.x.upperBound]
            guard let first = row.firstIndex(of: patch.label), let last = row.lastIndex(of: patch.label) else {
                return nil
            }
            spans.append(first - y * map.width..<last - y * map.width + 1)
            covered += last - first + 1
        }
        // Strokes take little of a page away; a digit's own holes and bays take more.
        guard patch.area * 10 >= covered * 6,
            Float(covered) >= smallestFill * smallestRectangle(around: spans, from: patch.y.lowerBound)
        else { return nil }
        return Page(x: patch.x, y: patch.y, spans: spans)
    }

    /// The area of the smallest rectangle around the rows, of those turned by multiples of 3°.
    private static func smallestRectangle(around spans: [Range<Int>], from top: Int) -> Float {
        var smallest = Float.infinity
        for step in 0..<30 {
            let angle = Double(step) * 3 * .pi / 180
            let (c, s) = (Float(cos(angle)), Float(sin(angle)))
            var (u, v) = ((Float.infinity, -Float.infinity), (Float.infinity, -Float.infinity))
            for (row, span) in spans.enumerated() {
                for x in [Float(span.lowerBound), Float(span.upperBound)] {
                    for y in [Float(top + row), Float(top + row + 1)] {
                        u = (min(u.0, c * x + s * y), max(u.1, c * x + s * y))
                        v = (min(v.0, c * y - s * x), max(v.1, c * y - s * x))
                    }
                }
            }
            smallest = min(smallest, (u.1 - u.0) * (v.1 - v.0))
        }
        return smallest
    }
}
