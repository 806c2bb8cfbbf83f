import Drawing
import TerminalUI

extension DrawingKey {
    /// The canvas's name for a key of the terminal; `nil` for those that it does not know.
    public init?(_ key: Key) {
        switch key {
        case .up, .shiftUp: self = .up
        case .down, .shiftDown: self = .down
        case .left, .shiftLeft: self = .left
        case .right, .shiftRight: self = .right
        case .home: self = .upLeft
        case .pageUp: self = .upRight
        case .end: self = .downLeft
        case .pageDown: self = .downRight
        case .character(let character): self = .character(character)
        case .control(let character): self = .control(character)
        default: return nil
        }
    }
}

extension Key {
    /// The key of the terminal that the canvas knows by this name.
    public init(_ key: DrawingKey) {
        switch key {
        case .up: self = .up
        case .down: self = .down
        case .left: self = .left
        case .right: self = .right
        case .upLeft: self = .home
        case .upRight: self = .pageUp
        case .downLeft: self = .end
        case .downRight: self = .pageDown
        case .character(let character): self = .character(character)
        case .control(let character): self = .control(character)
        }
    }
}
