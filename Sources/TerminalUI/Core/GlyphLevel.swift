/// Which characters a terminal can show, each level with all below it.
public enum GlyphLevel: Int, Comparable, Hashable, Sendable, CaseIterable {
    /// `+-|#*` and letters.
    case ascii
    /// Box drawing, half blocks and shades.
    case block
    /// Braille dots, eighth blocks, rounded corners and marks such as ✓.
    case braille

    public static func < (left: GlyphLevel, right: GlyphLevel) -> Bool { left.rawValue < right.rawValue }

    /// The level that a user names: `ascii`, `block` or `braille`.
    public init?(name: String) {
        switch name {
        case "ascii": self = .ascii
        case "block": self = .block
        case "braille": self = .braille
        default: return nil
        }
    }
}
