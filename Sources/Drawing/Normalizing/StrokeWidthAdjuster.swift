/// Brings the strokes of a picture back to MNIST's range of widths before it is scaled.
///
/// A pencil line in a large photograph would come out hair-thin and pale, a marker as a blob. Works by the distance to the strokes'
/// edge: where that is `d` (negative inside), the ink becomes `clamp(1/2 + δ − d)`, with δ half of the missing width.
enum StrokeWidthAdjuster {
    /// Widths in the 28×28 result that are left alone: all but the outer twentieths of MNIST's test digits.
    static let usual: ClosedRange<Float> = 1.7...4.2
    /// What thinner strokes become.
    static let thinTarget: Float = 2.3
    /// What thicker strokes become.
    static let thickTarget: Float = 3.6

    static func adjust(_ ink: inout Plane) {
        guard let bounds = ink.bounds() else { return }
        let longest = Float(max(bounds.x.count, bounds.y.count))
        let scale = Float(Normalizer.box) / longest
        // Small pictures have too few pixels across a stroke to measure it.
        guard scale < 0.5, let width = strokeWidth(of: ink) else { return }
        let scaled = width * scale
        guard !usual.contains(scaled) else { return }
        // The ink's box grows with the stroke: solve for the width that is right after scaling.
        let target = scaled < usual.lowerBound ? thinTarget : thickTarget
        let wanted = target * (longest - width) / (Float(Normalizer.box) - target)
        let growth = (wanted - width) / 2
        guard wanted > 0, longest > 2 * width else { return }

        let margin = max(0, Int(growth.rounded(.up))) + 1
        var padded = Plane(width: ink.width + 2 * margin, height: ink.height + 2 * margin)
        for y in 0..<ink.height {
            for x in 0..<ink.width {
                padded.values[(y + margin) * padded.width + x + margin] = ink.values[y * ink.width + x]
            }
        }
        let outside = distances(in: padded) { $0 > 127 }
        let inside = distances(in: padded) { $0 <= 127 }
        for index in padded.values.indices {
            // From the edge, half a pixel before the first pixel of the other kind.
            let edge = outside[index] > 0 ? outside[index] - 0.5 : 0.5 - inside[index]
            padded.values[index] = 255 * min(1, max(0, 0.5 + growth - edge))
        }
        if (padded.values.max() ?? 0) > 127 { ink = padded }
    }

    /// The strokes' mean width in pixels: across a stroke of width w the distance to the edge is w/4 on average.
    static func strokeWidth(of ink: Plane) -> Float? {
        let depth = distances(in: ink) { $0 <= 127 }
        var sum: Float = 0
        var count: Float = 0
        for index in ink.values.indices where ink.values[index] > 127 {
            sum += depth[index] - 0.5
            count += 1
        }
        guard count > 0 else { return nil }
        // A line of single pixels has depth 1/2 everywhere: the discrete mean is w/4 only for wide strokes.
        return max(1, 4 * sum / count)
    }

    /// Each pixel's distance to the nearest pixel that `isTarget`, by two passes with steps 1 and √2 (0 on a target).
    private static func distances(in plane: Plane, to isTarget: (Float) -> Bool) -> [Float] {
        let width = plane.width
        let height = plane.height
        let far = Float(2 * (width + height))
        let diagonal = Float(2).squareRoot()
        var result = plane.values.map { isTarget($0) ? 0 : far }
        for y in 0..<height {
            for x in 0..<width {
                var best = result[y * width + x]
                if x > 0 { best = min(best, result[y * width + x - 1] + 1) }
                if y > 0 {
                    best = min(best, result[(y - 1) * width + x] + 1)
                    if x > 0 { best = min(best, result[(y - 1) * width + x - 1] + diagonal) }
                    if x + 1 < width { best = min(best, result[(y - 1) * width + x + 1] + diagonal) }
                }
                result[y * width + x] = best
            }
        }
        for y in (0..<height).reversed() {
            for x in (0..<width).reversed() {
                var best = result[y * width + x]
                if x + 1 < width { best = min(best, result[y * width + x + 1] + 1) }
                if y + 1 < height {
                    best = min(best, result[(y + 1) * width + x] + 1)
                    if x + 1 < width { best = min(best, result[(y + 1) * width + x + 1] + diagonal) }
                    if x > 0 { best = min(best, result[(y + 1) * width + x - 1] + diagonal) }
                }
                result[y * width + x] = best
            }
        }
        return result
    }
}
