/// Turns a digit into the pen moves that redraw it: threshold, thin to a skeleton, walk the skeleton.
public struct DigitTracer: Sendable {
    /// Grey levels above this are ink.
    public var threshold: Float
    /// How far a line may be straightened, in pixels of the digit.
    public var tolerance: Float

    /// The digit is thinned at three times its size, so that lines follow the strokes' middle to a third of a pixel.
    private static let enlargement = 3
    /// Dead ends of the skeleton shorter than this, in pixels of the digit, are the thinning's doing and not the writer's.
    private static let shortestBranch = 2

    public init(threshold: Float = 110, tolerance: Float = 0.35) {
        self.threshold = threshold
        self.tolerance = tolerance
    }

    /// The strokes' middle lines in pixels of the image (light ink on black), in a fixed order.
    public func lines(of image: GrayImage) -> [[Point]] {
        let factor = Self.enlargement
        let large = Plane(image).resampled(
            x: 0..<image.width, y: 0..<image.height, scale: Float(factor),
            limit: factor * max(image.width, image.height))
        let skeleton = Skeletonizer.skeleton(
            of: large.values.map { $0 > threshold }, width: large.width, height: large.height)
        let graph = SkeletonGraph(skeleton, width: large.width, height: large.height)
        let middle = Float(factor - 1) / 2
        return graph.lines(shortestBranch: Self.shortestBranch * factor).map { line in
            let points = line.map { pixel in
                Point(
                    x: (Float(pixel % large.width) - middle) / Float(factor),
                    y: (Float(pixel / large.width) - middle) / Float(factor))
            }
            return Self.straightened(points[...], tolerance: tolerance)
        }
    }

    /// The keys that redraw a digit on a canvas, each stroke reached with the pen up.
    ///
    /// - Parameters:
    ///   - image: The digit, light ink on black, 28×28 as in MNIST.
    ///   - scale: The size, 1 for the digit's own; made smaller if it would not fit the canvas.
    ///   - dx: Pixels to the right of the canvas's middle, less if the digit would leave the canvas.
    ///   - dy: Pixels below it, likewise.
    ///   - canvas: Where the pen starts; its pen must be up.
    public func keys(
        for image: GrayImage, scale: Float = 1, dx: Int = 0, dy: Int = 0, on canvas: Canvas = Canvas()
    ) -> [DrawingKey] {
        let lines = lines(of: image)
        let placed = Self.placed(lines, scale: scale, dx: Float(dx), dy: Float(dy))
        var keys: [DrawingKey] = []
        var (x, y) = canvas.cursorCell
        for line in placed {
            for (index, point) in line.enumerated() {
                let path = Self.moves(dx: point.x - x, dy: point.y - y)
                keys += path
                (x, y) = point
                if index == 0 { keys.append(.character(" ")) }
            }
            keys.append(.character(" "))
        }
        return keys
    }

    /// The lines scaled about the middle of their bounding box and put on the canvas's pixels.
    private static func placed(_ lines: [[Point]], scale: Float, dx: Float, dy: Float) -> [[(x: Int, y: Int)]] {
        let points = lines.joined()
        guard let first = points.first else { return [] }
        var low = first
        var high = first
        for point in points {
            low = Point(x: min(low.x, point.x), y: min(low.y, point.y))
            high = Point(x: max(high.x, point.x), y: max(high.y, point.y))
        }
        let last = Float(Canvas.side - 1)
        // A pixel of margin on either side keeps most of the stroke's width on the canvas.
        let longest = max(high.x - low.x, high.y - low.y)
        let fitting = longest > 0 ? min(scale, (last - 2) / longest) : scale
        let middle = Point(x: (low.x + high.x) / 2, y: (low.y + high.y) / 2)
        func centre(_ offset: Float, _ length: Float) -> Float {
            let half = length * fitting / 2
            return min(last - 1 - half, max(1 + half, last / 2 + offset))
        }
        let centreX = centre(dx, high.x - low.x)
        let centreY = centre(dy, high.y - low.y)
        return lines.map { line in
            line.map { point in
                (
                    Int(((point.x - middle.x) * fitting + centreX).rounded()),
                    Int(((point.y - middle.y) * fitting + centreY).rounded())
                )
            }
        }
    }

    /// Single moves along the straight line (Bresenham): diagonals spread evenly between the straight ones.
    static func moves(dx: Int, dy: Int) -> [DrawingKey] {
        let steps = max(abs(dx), abs(dy))
        var keys: [DrawingKey] = []
        var x = 0
        var y = 0
        for step in 1..<(steps + 1) {
            let nextX = Int((Float(dx * step) / Float(steps)).rounded())
            let nextY = Int((Float(dy * step) / Float(steps)).rounded())
            if let key = DrawingKey(dx: nextX - x, dy: nextY - y) { keys.append(key) }
            (x, y) = (nextX, nextY)
        }
        return keys
    }

    /// The corners that matter (U. Ramer 1972; D. Douglas, T. Peucker 1973).
    static func straightened(_ points: ArraySlice<Point>, tolerance: Float) -> [Point] {
        guard points.count > 2, let first = points.first, let last = points.last else { return Array(points) }
        var farthest = (distance: tolerance, index: -1)
        let dx = last.x - first.x
        let dy = last.y - first.y
        let length = (dx * dx + dy * dy).squareRoot()
        for index in points.indices.dropFirst().dropLast() {
            let px = points[index].x - first.x
            let py = points[index].y - first.y
            // A ring starts where it ends: then it is the distance from there.
            let distance = length > 0 ? abs(px * dy - py * dx) / length : (px * px + py * py).squareRoot()
            if distance > farthest.distance { farthest = (distance, index) }
        }
        guard farthest.index >= 0 else { return [first, last] }
        let head = straightened(points[...farthest.index], tolerance: tolerance)
        let tail = straightened(points[farthest.index...], tolerance: tolerance)
        return head + tail.dropFirst()
    }
}
