/// What a terminal can show and report.
public struct TerminalCapabilities: Hashable, Sendable {
    public var colors: ColorDepth
    public var glyphs: GlyphLevel
    public var hasMouse: Bool

    public init(colors: ColorDepth = .truecolor, glyphs: GlyphLevel = .braille, hasMouse: Bool = true) {
        self.colors = colors
        self.glyphs = glyphs
        self.hasMouse = hasMouse
    }
}
