/// Something that the mouse did over a cell.
public struct MouseEvent: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case press, release, drag, scrollUp, scrollDown
    }

    public enum Button: Hashable, Sendable {
        case left, middle, right
    }

    public struct Modifiers: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let shift = Modifiers(rawValue: 1)
        public static let control = Modifiers(rawValue: 2)
        public static let alt = Modifiers(rawValue: 4)
    }

    public var kind: Kind
    /// The button pressed, released or held while dragging; `.middle` for the wheel.
    public var button: Button
    public var modifiers: Modifiers
    public var position: Point

    public init(_ kind: Kind, button: Button = .left, modifiers: Modifiers = [], at position: Point) {
        self.kind = kind
        self.button = button
        self.modifiers = modifiers
        self.position = position
    }
}
