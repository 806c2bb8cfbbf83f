/// Which characters a terminal can show, each level with all below it.
public enum GlyphLevel: Int, Comparable, Hashable, Sendable, CaseIterable {
    /// `+-|#*` and letters.
    case ascii
    /// Box drawing, half blocks and shades.
    case block
    /// Braille dots, eighth blocks, rounded corners and marks such as ✓.
    case braille

    public static func < (left: GlyphLevel, right: GlyphLevel) -> Bool { left.rawValue < right.rawValue }

    /// `ascii`, `block` or `braille`, as a user names it.
    public var name: String { "\(self)" }

    /// The level of this ``name``.
    public init?(name: String) {
        guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = level
    }
}
