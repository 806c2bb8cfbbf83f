/// What an effect can ask of the loop that runs it; only on the terminal's thread.
public final class LoopControl<Message> {
    var messages: [Message] = []
    var exitStatus: Int32?
    var wantsSuspend = false
    private let terminal: any Terminal
    /// Wakes the loop from any thread: hand this to background work.
    public var waker: Waker { terminal.waker }

    init(terminal: any Terminal) { self.terminal = terminal }

    /// Sends a message to `update` before the next frame.
    public func send(_ message: Message) { messages.append(message) }

    /// Ends the loop with an exit status after the effects at hand.
    public func exit(_ status: Int32 = 0) { exitStatus = exitStatus ?? status }

    /// Asks the terminal whether it is light or dark; the answer is ``Event/background(_:)``.
    public func askBackground() { terminal.askBackground() }

    /// Hands a text to the terminal's clipboard; false where the terminal has none.
    public func copy(_ text: String) -> Bool { terminal.copy(text) }

    /// Gives the screen back to the shell until it continues the program.
    public func suspend() { wantsSuspend = true }
}
