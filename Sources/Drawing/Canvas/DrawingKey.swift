/// A key as the canvas knows it, whatever terminal it came from.
public enum DrawingKey: Sendable, Hashable {
    case up
    case down
    case left
    case right
    /// Home, or the keypad's 7.
    case upLeft
    /// Page Up, or the keypad's 9.
    case upRight
    /// End, or the keypad's 1.
    case downLeft
    /// Page Down, or the keypad's 3.
    case downRight
    case character(Character)
    /// A letter with Ctrl held, in lower case.
    case control(Character)

    /// The key that moves by one pixel, or nil for no move.
    public init?(dx: Int, dy: Int) {
        switch (dx.signum(), dy.signum()) {
        case (0, -1): self = .up
        case (0, 1): self = .down
        case (-1, 0): self = .left
        case (1, 0): self = .right
        case (-1, -1): self = .upLeft
        case (1, -1): self = .upRight
        case (-1, 1): self = .downLeft
        case (1, 1): self = .downRight
        default: return nil
        }
    }
}
