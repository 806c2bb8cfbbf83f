/// A screen to draw on and a source of events; used by one thread only, but for its ``waker``.
public protocol Terminal: AnyObject {
    var size: Size { get }
    var capabilities: TerminalCapabilities { get }
    /// Wakes a waiting ``nextEvent(timeout:)`` from any thread.
    var waker: Waker { get }

    /// Shows the surface, and the cursor at a place or nowhere.
    func present(_ surface: Surface, cursor: Point?)

    /// The next event, waiting for at most `timeout` (`nil`: for ever); `nil` when there was none.
    func nextEvent(timeout: Duration?) -> Event?

    /// Asks the terminal for its background (OSC 11); those that know answer with ``Event/background(_:)``, some time later.
    func askBackground()

    /// Hands a text to the terminal for its clipboard (OSC 52).
    ///
    /// - Returns: Whether it was sent. A terminal never says what it did with it: show the text where this is false, and
    ///   say "copied, if the terminal allows it" where it is true.
    func copy(_ text: String) -> Bool

    /// Gives the screen back to the shell for a while, as Ctrl-Z does.
    func suspend()

    /// Takes the screen again after ``suspend()``.
    func resume()

    /// Restores the screen; nothing may be called afterwards but `close` again.
    func close()
}

extension Terminal {
    public func askBackground() {}
    public func copy(_ text: String) -> Bool { false }

    /// All the events that are there already, without waiting.
    public func drainEvents(limit: Int = 1024) -> [Event] {
        var events: [Event] = []
        while events.count < limit, let event = nextEvent(timeout: .zero) { events.append(event) }
        return events
    }
}
