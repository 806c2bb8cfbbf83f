/// Named styles of the screen, in colours of Okabe and Ito that the colour-blind can tell apart.
///
/// No role sets a background but ``selection``, so that it suits light and dark terminals; every role that matters also
/// differs by an attribute or by the sign drawn with it.
public struct Theme: Hashable, Sendable {
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

    /// The theme for a terminal of this depth.
    public static func standard(for colors: ColorDepth) -> Theme {
        var theme = Theme()
        if colors == .none { return theme }
        let orange = Color.hex(0xE69F00)
        let skyBlue = Color.hex(0x56B4E9)
        let green = Color.hex(0x009E73)
        let blue = Color.hex(0x0072B2)
        let vermilion = Color.hex(0xD55E00)
        let purple = Color.hex(0xCC79A7)
        let gray = colors > .eight ? Color.hex(0x808080) : .standard
        theme.muted = .color(gray)
        theme.border = .color(gray)
        theme.focusedBorder = .color(skyBlue)
        theme.accent = Style.color(skyBlue).bold
        theme.selection = Style(foreground: .hex(0xFFFFFF), background: blue, attributes: .bold)
        theme.quietSelection = .plain.bold
        theme.test = .color(orange)
        theme.train = .color(skyBlue)
        theme.good = .color(green)
        theme.bad = Style.color(vermilion).bold
        theme.warning = Style.color(orange).bold
        theme.ghosts = [green, purple, blue, vermilion, .hex(0x999933), gray].map(Style.color)
        theme.negative = vermilion
        theme.positive = blue
        return theme
    }

    /// The style of the ghost curve number `index`, counted from 0 and repeating.
    public func ghost(_ index: Int) -> Style { ghosts[((index % ghosts.count) + ghosts.count) % ghosts.count] }
}
