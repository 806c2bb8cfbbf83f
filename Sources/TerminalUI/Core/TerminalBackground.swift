/// Whether a terminal writes on light or on dark.
public enum TerminalBackground: Hashable, Sendable {
    case light, dark

    /// The side on which a colour lies, by its luma (Rec. 709), each component from 0 to 1.
    public init(red: Double, green: Double, blue: Double) {
        self = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5 ? .light : .dark
    }
}
