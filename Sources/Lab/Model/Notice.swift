/// A message in the status line, until the next key or until it has been read.
public struct Notice: Sendable, Equatable {
    public var text: String
    public var isWarning: Bool
    /// When it was first seen to be shown, by the loop's clock.
    var since: Duration?

    public init(_ text: String, isWarning: Bool = false) {
        self.text = text
        self.isWarning = isWarning
    }

    /// How long it stays: a warning longer, for it says what to do.
    var life: Duration { isWarning ? .seconds(30) : .seconds(8) }
}
