/// A terminal in memory: scripted events in, presented surfaces out.
///
/// When the script is over it reports ``Event/hangup``, so that a loop under test always ends.
public final class MemoryTerminal: Terminal {
    public private(set) var size: Size
    public let capabilities: TerminalCapabilities
    public let waker = Waker()
    /// Every surface presented, oldest first.
    public private(set) var frames: [Surface] = []
    public private(set) var cursors: [Point?] = []
    /// Every text handed to ``copy(_:)``, oldest first.
    public private(set) var copied: [String] = []
    /// What ``askBackground()`` is answered with; `nil`: not at all.
    public var background: TerminalBackground?
    public private(set) var isSuspended = false
    public private(set) var isClosed = false
    private var script: [Event]

    public init(
        size: Size = Size(columns: 80, rows: 24), capabilities: TerminalCapabilities = TerminalCapabilities(),
        events: [Event] = []
    ) {
        self.size = size
        self.capabilities = capabilities
        script = events
    }

    /// What the screen shows last, as text.
    public var text: String { frames.last?.text ?? "" }

    /// Adds events to the end of the script.
    public func send(_ events: Event...) { script += events }

    /// Adds one key for every character of a text.
    public func type(_ text: String) { script += text.map { .key(.character($0)) } }

    public func present(_ surface: Surface, cursor: Point?) {
        precondition(!isClosed, "presenting on a closed terminal")
        frames.append(surface)
        cursors.append(cursor)
    }

    public func nextEvent(timeout: Duration?) -> Event? {
        if waker.drain() { return .wake }
        if !script.isEmpty {
            let event = script.removeFirst()
            if case .resize(let size) = event { self.size = size }
            return event
        }
        if let timeout { return waker.wait(for: timeout) && waker.drain() ? .wake : nil }
        return .hangup
    }

    public func askBackground() {
        if let background { script.insert(.background(background), at: 0) }
    }

    public func copy(_ text: String) -> Bool {
        copied.append(text)
        return true
    }

    public func suspend() { isSuspended = true }
    public func resume() { isSuspended = false }
    public func close() { isClosed = true }
}
