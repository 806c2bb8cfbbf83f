/// What a view must know to draw: room, characters and colours.
public struct ViewContext: Hashable, Sendable {
    public var size: Size
    public var glyphs: GlyphLevel
    public var colors: ColorDepth
    public var theme: Theme

    public init(size: Size, glyphs: GlyphLevel = .braille, colors: ColorDepth = .truecolor, theme: Theme? = nil) {
        self.size = size
        self.glyphs = glyphs
        self.colors = colors
        self.theme = theme ?? .standard(for: colors)
    }

    public init(_ terminal: some Terminal) {
        self.init(
            size: terminal.size, glyphs: terminal.capabilities.glyphs, colors: terminal.capabilities.colors)
    }

    /// The first text where the terminal shows Unicode, else the second.
    public func glyph(_ unicode: String, _ ascii: String) -> String { glyphs == .ascii ? ascii : unicode }
}
