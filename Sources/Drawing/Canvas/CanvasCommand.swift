/// All that can be done to a ``Canvas``.
public enum CanvasCommand: Sendable, Equatable {
    /// Moves the pen by whole pixels, diagonally too; draws when it is down. Stops at the edge.
    case move(dx: Int, dy: Int)
    /// Moves the pen straight to a place; draws when it is down.
    case moveTo(Point)
    case togglePen
    case penDown
    case penUp
    case toggleEraser
    case growPen
    case shrinkPen
    /// The mouse button went down.
    case beginStroke(Point, erasing: Bool)
    /// The mouse moved with the button down: a straight line from where it was, however far.
    case strokeTo(Point)
    /// The mouse button came up.
    case endStroke
    /// Wipes the canvas; can be undone.
    case clear
    /// Takes back a stroke, a clear or a load.
    case undo
    case redo
    /// Puts an image on the canvas, light ink on black if it is 28×28; any other size and polarity is normalised first.
    case load(GrayImage)

    /// The command of a key, or nil if the key means nothing to the canvas.
    public init?(key: DrawingKey) {
        switch key {
        case .up, .character("k"): self = .move(dx: 0, dy: -1)
        case .down, .character("j"): self = .move(dx: 0, dy: 1)
        case .left, .character("h"): self = .move(dx: -1, dy: 0)
        case .right, .character("l"): self = .move(dx: 1, dy: 0)
        case .upLeft: self = .move(dx: -1, dy: -1)
        case .upRight: self = .move(dx: 1, dy: -1)
        case .downLeft: self = .move(dx: -1, dy: 1)
        case .downRight: self = .move(dx: 1, dy: 1)
        case .character(" "): self = .togglePen
        case .character("e"): self = .toggleEraser
        case .character("c"): self = .clear
        case .character("u"): self = .undo
        case .control("r"): self = .redo
        case .character("["): self = .shrinkPen
        case .character("]"): self = .growPen
        case .character, .control: return nil
        }
    }
}
