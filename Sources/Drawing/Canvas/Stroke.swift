/// One pull of the pen or the eraser: a line through points.
public struct Stroke: Sendable, Equatable {
    /// The line's corners; a single one is a dot.
    public var points: [Point]
    public var brush: Brush
    /// Whether it takes ink away.
    public var isErasing: Bool

    public init(points: [Point], brush: Brush, isErasing: Bool = false) {
        self.points = points
        self.brush = brush
        self.isErasing = isErasing
    }
}
