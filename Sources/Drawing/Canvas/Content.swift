/// What is on the canvas: the pixels, and as far as it is known how they came about.
struct Content: Sendable, Equatable {
    /// Pixels without strokes to explain them, under the strokes.
    private(set) var base: [UInt8]?
    private(set) var strokes: [Stroke] = []
    private(set) var pixels: [UInt8]
    private var pointCount = 0

    init(base: [UInt8]? = nil) {
        let isBlank = base?.allSatisfy { $0 == 0 } ?? true
        self.base = isBlank ? nil : base
        pixels = base ?? [UInt8](repeating: 0, count: Canvas.side * Canvas.side)
    }

    /// Starts a stroke with a dot.
    mutating func begin(_ stroke: Stroke) {
        if pointCount >= Canvas.pointLimit {
            base = pixels
            strokes = []
            pointCount = 0
        }
        strokes.append(stroke)
        pointCount += 1
        paint(from: stroke.points[0], to: stroke.points[0], with: stroke)
    }

    /// Draws on to `point` in a straight line.
    mutating func extend(to point: Point) {
        let last = strokes.count - 1
        guard last >= 0, let from = strokes[last].points.last, from != point else { return }
        if pointCount >= Canvas.pointLimit {
            begin(Stroke(points: [from], brush: strokes[last].brush, isErasing: strokes[last].isErasing))
            extend(to: point)
            return
        }
        strokes[last].points.append(point)
        pointCount += 1
        paint(from: from, to: point, with: strokes[last])
    }

    /// The darkest wins: crossing one's own line adds nothing, so that drawing twice is drawing once.
    private mutating func paint(from start: Point, to end: Point, with stroke: Stroke) {
        pixels.withUnsafeMutableBufferPointer { pixels in
            stroke.brush.forEachPixel(from: start, to: end, width: Canvas.side, height: Canvas.side) {
                index, coverage in
                let ink = UInt8((coverage * 255).rounded())
                pixels[index] = stroke.isErasing ? min(pixels[index], 255 - ink) : max(pixels[index], ink)
            }
        }
    }
}
