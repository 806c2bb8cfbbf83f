/// How many colours a terminal shows.
public enum ColorDepth: Int, Comparable, Hashable, Sendable {
    case none = 0
    case eight = 8
    case sixteen = 16
    case indexed256 = 256
    case truecolor = 16_777_216

    public static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rawValue < right.rawValue }
}
