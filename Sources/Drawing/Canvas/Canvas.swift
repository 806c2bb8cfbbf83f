/// A 28×28 drawing in grey levels, with its pen, its strokes and its history.
///
/// A pure value: the screen, the key scripts and the tests all change it through ``apply(_:)`` alone.
public struct Canvas: Sendable, Equatable {
    /// Pixels on a side.
    public static let side = 28
    /// The pens to choose from, in pixels of stroke width.
    public static let penWidths: [Float] = [1.4, 2.0, Brush.typicalWidth, 3.4, 4.6]
    /// How many strokes can be undone.
    public static let historyLimit = 200
    /// Points kept as vectors; what was drawn before is then kept as pixels only.
    static let pointLimit = 8_192

    /// Where the pen is.
    public internal(set) var cursor = Point(x: 13, y: 13)
    /// Whether moving draws.
    public internal(set) var isPenDown = false
    /// Whether the pen takes ink away.
    public internal(set) var isErasing = false
    /// The pen in hand, an index into ``penWidths``.
    public internal(set) var penSize = 2

    var content = Content()
    /// What was on the canvas before the stroke being drawn.
    var beforeStroke: Content?
    var undoable: [Content] = []
    var redoable: [Content] = []

    public init() {}

    /// The grey levels, 0 (no ink) to 255, `[28, 28]`, row-major.
    public var pixels: [UInt8] { content.pixels }

    /// The drawing as an image, light ink on black as in MNIST.
    public var image: GrayImage { GrayImage(width: Self.side, height: Self.side, pixels: content.pixels) }

    /// Whether there is no ink at all.
    public var isEmpty: Bool { content.pixels.allSatisfy { $0 == 0 } }

    /// The strokes drawn, or nil when part of the drawing is known as pixels only (a loaded digit).
    public var strokes: [Stroke]? { content.base == nil ? content.strokes : nil }

    /// The pen's stroke width in pixels.
    public var penWidth: Float { Self.penWidths[penSize] }

    /// The pixel under the pen.
    public var cursorCell: (x: Int, y: Int) { (Int(cursor.x.rounded()), Int(cursor.y.rounded())) }

    public var canUndo: Bool { !undoable.isEmpty || (beforeStroke.map { $0.pixels != content.pixels } ?? false) }
    public var canRedo: Bool { !redoable.isEmpty }

    /// The grey level in column `x` of row `y`.
    public subscript(x: Int, y: Int) -> UInt8 { content.pixels[y * Self.side + x] }

    /// Carries out one command.
    public mutating func apply(_ command: CanvasCommand) {
        switch command {
        case .move(let dx, let dy): move(dx: dx, dy: dy)
        case .moveTo(let point): moveCursor(to: point)
        case .togglePen: setPen(down: !isPenDown)
        case .penDown: setPen(down: true)
        case .penUp: setPen(down: false)
        case .toggleEraser:
            isErasing.toggle()
            restartStroke()
        case .growPen:
            penSize = min(penSize + 1, Self.penWidths.count - 1)
            restartStroke()
        case .shrinkPen:
            penSize = max(penSize - 1, 0)
            restartStroke()
        case .beginStroke(let point, let erasing): begin(at: point, erasing: erasing)
        case .strokeTo(let point): extendStroke(to: point)
        case .endStroke: setPen(down: false)
        case .clear: replace(with: Content())
        case .load(let image): load(image)
        case .undo: undo()
        case .redo: redo()
        }
    }

    /// Carries out several commands in order.
    public mutating func apply(contentsOf commands: some Sequence<CanvasCommand>) {
        for command in commands { apply(command) }
    }

    // MARK: Moving and drawing

    private mutating func move(dx: Int, dy: Int) {
        // From the middle of the pixel: after a mouse stroke the arrows go over whole pixels again.
        moveCursor(to: Point(x: cursor.x.rounded() + Float(dx), y: cursor.y.rounded() + Float(dy)))
    }

    private mutating func moveCursor(to point: Point) {
        let target = Self.clamped(point)
        if isPenDown { extendStroke(to: target) } else { cursor = target }
    }

    private mutating func setPen(down: Bool) {
        guard down != isPenDown else { return }
        if down { begin(at: cursor, erasing: isErasing) } else { endStroke() }
    }

    /// A change of pen in the middle of a stroke starts another from here.
    private mutating func restartStroke() {
        if isPenDown { begin(at: cursor, erasing: isErasing) }
    }

    private mutating func begin(at point: Point, erasing: Bool) {
        endStroke()
        beforeStroke = content
        isPenDown = true
        cursor = Self.clamped(point)
        // The eraser's full part covers a stroke's soft edge too: going over a line again leaves no ghost of it.
        let width = erasing ? penWidth + 2 * Brush.typicalSoftness : penWidth
        content.begin(Stroke(points: [cursor], brush: Brush(width: width), isErasing: erasing))
    }

    private mutating func extendStroke(to point: Point) {
        guard isPenDown else {
            cursor = Self.clamped(point)
            return
        }
        cursor = Self.clamped(point)
        content.extend(to: cursor)
    }

    mutating func endStroke() {
        isPenDown = false
        guard let before = beforeStroke else { return }
        beforeStroke = nil
        if before.pixels == content.pixels { content = before } else { remember(before) }
    }

    /// The nearest place that is the centre of a pixel or between such.
    private static func clamped(_ point: Point) -> Point {
        let last = Float(side - 1)
        // Not a number would spread into every later pixel.
        let x = point.x.isFinite ? point.x : 0
        let y = point.y.isFinite ? point.y : 0
        return Point(x: min(last, max(0, x)), y: min(last, max(0, y)))
    }
}
