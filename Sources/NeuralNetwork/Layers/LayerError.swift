/// Why a layer cannot stand where it stands, and what would help.
public struct LayerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Without the layer's name.
    public var reason: String

    public init(_ reason: String) { self.reason = reason }

    public var description: String { reason }
}
