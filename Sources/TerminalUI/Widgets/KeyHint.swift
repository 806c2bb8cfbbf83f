/// A key and what it does, as the status line and the help show it; a click on it presses the key.
public struct KeyHint: Hashable, Sendable {
    /// What a click presses, in the order of ``label``; empty where it only tells something.
    public var keys: [Key]
    /// The keys as text: `Space`, `↑↓`, `[ ]`.
    public var label: String
    public var action: String
    /// Kept in the status line when room is short.
    public var isPinned: Bool

    /// - Parameter label: The keys as text; `nil`: as ``Key/label`` writes them, arrows close together.
    public init(_ keys: [Key], _ action: String, label: String? = nil, isPinned: Bool = false) {
        self.keys = keys
        self.label = label ?? Self.joined(keys)
        self.action = action
        self.isPinned = isPinned
    }

    /// Something that is no key, such as `mouse`.
    public init(label: String, _ action: String) {
        self.init([], action, label: label)
    }

    /// Columns in the status line: the label, a space, the action.
    public var width: Int { TextMetrics.width(label) + 1 + TextMetrics.width(action) }

    /// The key under a column of the hint: that of several on which the click fell; the last one, which goes on rather
    /// than back, where it fell on the words.
    public func key(at column: Int) -> Key? {
        guard label == Self.joined(keys) else { return keys.last }
        var start = 0
        for (index, key) in keys.enumerated() {
            let end = start + TextMetrics.width(key.label)
            if column >= start, column < end { return key }
            start = end + (Self.isClose(keys, index) ? 0 : 1)
        }
        return keys.last
    }

    /// Whether the key at `index` and the one after it are written without a space between them.
    private static func isClose(_ keys: [Key], _ index: Int) -> Bool {
        keys[index].isArrow && index + 1 < keys.count && keys[index + 1].isArrow
    }

    private static func joined(_ keys: [Key]) -> String {
        var text = ""
        for (index, key) in keys.enumerated() {
            text += key.label
            if index + 1 < keys.count, !isClose(keys, index) { text += " " }
        }
        return text
    }
}
