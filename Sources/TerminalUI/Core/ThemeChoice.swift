/// Which theme the user wants.
public enum ThemeChoice: String, Hashable, Sendable, CaseIterable, Codable {
    /// Whichever suits the terminal's background.
    case auto
    case dark, light

    /// The background to draw for.
    ///
    /// - Parameters:
    ///   - reported: The terminal's own answer, where it gave one.
    ///   - environment: `COLORFGBG` in it, such as `15;0`, tells where the terminal does not; without either it is dark.
    public func background(
        reported: TerminalBackground? = nil, environment: [String: String] = [:]
    ) -> TerminalBackground {
        switch self {
        case .dark: .dark
        case .light: .light
        case .auto: reported ?? Self.background(colorfgbg: environment["COLORFGBG"]) ?? .dark
        }
    }

    /// The last part is the background's number among the 16 colours: 7 and 9 to 15 are light.
    private static func background(colorfgbg: String?) -> TerminalBackground? {
        guard let last = colorfgbg?.split(separator: ";").last, let number = Int(last) else { return nil }
        return number == 7 || number >= 9 ? .light : .dark
    }
}
