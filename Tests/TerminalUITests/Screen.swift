import TerminalUI

/// What a widget draws on an empty screen of this size, as text.
func screen(
    _ widget: some Widget, _ width: Int, _ height: Int, glyphs: GlyphLevel = .braille, colors: ColorDepth = .truecolor
) -> String {
    drawn(widget, width, height, glyphs: glyphs, colors: colors).text
}

func drawn(
    _ widget: some Widget, _ width: Int, _ height: Int, glyphs: GlyphLevel = .braille, colors: ColorDepth = .truecolor
) -> Surface {
    let size = Size(columns: width, rows: height)
    var surface = Surface(size)
    surface.draw(widget, in: Rect(size), context: ViewContext(size: size, glyphs: glyphs, colors: colors))
    return surface.degraded(to: glyphs)
}
