/// A change to every pixel's value or place.
public enum PixelChange: String, Sendable, CaseIterable {
    /// White paper becomes black: `255 − value`.
    case invert
    /// Rows become columns, which makes EMNIST's images upright.
    case transpose
    /// The brightest pixel of the set becomes 255.
    case stretch
}
