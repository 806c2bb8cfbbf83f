/// A key and what it does, as the status line and the help show it.
public struct KeyHint: Hashable, Sendable {
    public var keys: String
    public var action: String
    /// Kept in the status line when room is short.
    public var isPinned: Bool

    public init(_ keys: String, _ action: String, isPinned: Bool = false) {
        self.keys = keys
        self.action = action
        self.isPinned = isPinned
    }
}
