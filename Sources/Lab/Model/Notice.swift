/// A message in the status line, until the next key.
public struct Notice: Sendable, Equatable {
    public var text: String
    public var isWarning: Bool

    public init(_ text: String, isWarning: Bool = false) {
        self.text = text
        self.isWarning = isWarning
    }
}
