/// Named styles of the screen, in colours of Okabe and Ito that the colour-blind can tell apart.
///
/// No role sets a background but ``selection``. Text has a contrast of at least 4.5:1 and curves of 3:1 (WCAG 2.2) on
/// the backgrounds that each theme is for; every role that matters also differs by an attribute or by the sign drawn with it.
public struct Theme: Hashable, Sendable {
    /// What the theme is drawn on.
    public var background = TerminalBackground.dark
    public var text = Style.plain
    public var title = Style.plain.bold
    public var muted = Style.plain
    public var border = Style.plain
    public var focusedBorder = Style.plain.bold
    public var accent = Style.plain.bold
    public var selection = Style.plain.reversed
    /// The selected row of a panel that has not the focus.
    public var quietSelection = Style.plain.bold
    public var test = Style.plain.bold
    public var train = Style.plain
    public var good = Style.plain
    public var bad = Style.plain.bold
    public var warning = Style.plain.bold
    /// Curves of other runs, in the order in which they are added.
    public var ghosts: [Style] = Array(repeating: Style.plain, count: 6)
    /// Ends of the signed scale: below zero, and above.
    public var negative = Color.standard
    public var positive = Color.standard

    public init() {}

    /// The theme for a terminal of this depth and background.
    public static func standard(for colors: ColorDepth, on background: TerminalBackground = .dark) -> Theme {
        var theme = Theme()
        theme.background = background
        if colors == .none { return theme }
        let palette = Palette.of(background)
        let gray = colors > .eight ? palette.gray : .standard
        theme.muted = .color(gray)
        theme.border = .color(gray)
        theme.focusedBorder = .color(palette.sky)
        theme.accent = Style.color(palette.sky).bold
        theme.selection = Style(foreground: .hex(0xFFFFFF), background: palette.selection, attributes: .bold)
        theme.quietSelection = .plain.bold
        theme.test = .color(palette.orange)
        theme.train = .color(palette.sky)
        theme.good = .color(palette.green)
        theme.bad = Style.color(palette.vermilion).bold
        theme.warning = Style.color(palette.orange).bold
        theme.ghosts = [
            palette.green, palette.purple, palette.blue, palette.vermilion, palette.olive, gray,
        ].map(Style.color)
        theme.negative = palette.vermilion
        theme.positive = palette.blue
        return theme
    }

    /// The style of the ghost curve number `index`, counted from 0 and repeating.
    public func ghost(_ index: Int) -> Style { ghosts[((index % ghosts.count) + ghosts.count) % ghosts.count] }
}

/// The hues of Okabe and Ito, as light or as dark as the background asks.
private struct Palette {
    var orange: Color
    var sky: Color
    var green: Color
    var blue: Color
    var vermilion: Color
    var purple: Color
    var olive: Color
    var gray: Color
    var selection: Color

    static func of(_ background: TerminalBackground) -> Palette {
        switch background {
        case .dark:
            Palette(
                orange: .hex(0xE69F00), sky: .hex(0x56B4E9), green: .hex(0x2CB58A), blue: .hex(0x7A9CFF),
                vermilion: .hex(0xF07838), purple: .hex(0xCC79A7), olive: .hex(0xB8B84D), gray: .hex(0x949494),
                selection: .hex(0x0072B2))
        case .light:
            Palette(
                orange: .hex(0x8F5F00), sky: .hex(0x0067A3), green: .hex(0x006B4E), blue: .hex(0x3B4FC4),
                vermilion: .hex(0xA03D00), purple: .hex(0x8E3B7A), olive: .hex(0x6B6B00), gray: .hex(0x5F5F5F),
                selection: .hex(0x005F87))
        }
    }
}
