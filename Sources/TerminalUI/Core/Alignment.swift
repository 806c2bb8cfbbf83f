/// The side on which text stands in a space wider than itself.
public enum Alignment: Hashable, Sendable {
    case left, center, right
}
