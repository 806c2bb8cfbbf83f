/// Names a screen, whatever its title says; each screen's folder declares its own.
///
///     extension ScreenID { public static let train = ScreenID("train") }
public struct ScreenID: Hashable, Sendable, CustomStringConvertible {
    public let name: String

    public init(_ name: String) { self.name = name }

    public var description: String { name }
}
