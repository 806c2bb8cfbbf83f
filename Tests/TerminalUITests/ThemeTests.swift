import Testing
import TerminalUI

/// Text and curves can be read on the backgrounds that each theme is for.
@Suite struct ThemeTests {
    /// Black, and the usual dark greys; white, and the usual off-whites.
    private static let backgrounds: [(TerminalBackground, [UInt32])] = [
        (.dark, [0x000000, 0x1E1E1E, 0x282C34]), (.light, [0xFFFFFF, 0xFDF6E3, 0xEEEEEE]),
    ]

    @Test(arguments: backgrounds) func textHasAContrastOf4AndAHalf(_ kind: TerminalBackground, _ colors: [UInt32]) {
        let theme = Theme.standard(for: .truecolor, on: kind)
        let roles: [(String, Style)] = [
            ("muted", theme.muted), ("accent", theme.accent), ("test", theme.test), ("train", theme.train),
            ("good", theme.good), ("bad", theme.bad), ("warning", theme.warning),
        ]
        for (name, style) in roles {
            for color in colors {
                let contrast = style.foreground.contrast(with: .hex(color)) ?? 0
                #expect(contrast >= 4.5, "\(name) on \(color)")
            }
        }
        let selection = theme.selection
        #expect(selection.foreground.contrast(with: selection.background) ?? 0 >= 4.5)
    }

    @Test(arguments: backgrounds) func curvesHaveAContrastOf3(_ kind: TerminalBackground, _ colors: [UInt32]) {
        let theme = Theme.standard(for: .truecolor, on: kind)
        for style in theme.ghosts + [theme.test, theme.train, theme.border, theme.focusedBorder] {
            for color in colors { #expect(style.foreground.contrast(with: .hex(color)) ?? 0 >= 3) }
        }
        for color in colors {
            #expect(theme.positive.contrast(with: .hex(color)) ?? 0 >= 3)
            #expect(theme.negative.contrast(with: .hex(color)) ?? 0 >= 3)
        }
    }

    /// The definition's own extremes: black on white is 21, a colour on itself is 1.
    @Test func contrastIsThatOfWCAG() throws {
        let black = Color.hex(0x000000)
        let contrast = try #require(black.contrast(with: .hex(0xFFFFFF)))
        #expect(abs(contrast - 21) < 1e-9)
        #expect(black.contrast(with: black) == 1)
        // A published example: #777777 on white misses 4.5 by a little.
        let gray = try #require(Color.hex(0x777777).contrast(with: .hex(0xFFFFFF)))
        #expect(abs(gray - 4.48) < 0.005)
        #expect(Color.standard.contrast(with: black) == nil)
    }

    @Test func whatTheUserWantsStandsAboveWhatTheTerminalSays() {
        #expect(ThemeChoice.dark.background(reported: .light) == .dark)
        #expect(ThemeChoice.light.background(reported: .dark) == .light)
        #expect(ThemeChoice.auto.background(reported: .light, environment: ["COLORFGBG": "15;0"]) == .light)
        #expect(ThemeChoice.auto.background(environment: ["COLORFGBG": "0;15"]) == .light)
        #expect(ThemeChoice.auto.background(environment: ["COLORFGBG": "0;default;7"]) == .light)
        #expect(ThemeChoice.auto.background(environment: ["COLORFGBG": "7;8"]) == .dark)
        #expect(ThemeChoice.auto.background(environment: ["COLORFGBG": "default;default"]) == .dark)
        #expect(ThemeChoice.auto.background() == .dark)
    }
}
