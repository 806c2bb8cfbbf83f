/// What an effect can ask of the loop that runs it; only on the terminal's thread.
public final class LoopControl<Message> {
    var messages: [Message] = []
    var exitStatus: Int32?
    var wantsSuspend = false
    /// Wakes the loop from any thread: hand this to background work.
    public let waker: Waker

    init(waker: Waker) { self.waker = waker }

    /// Sends a message to `update` before the next frame.
    public func send(_ message: Message) { messages.append(message) }

    /// Ends the loop with an exit status after the effects at hand.
    public func exit(_ status: Int32 = 0) { exitStatus = exitStatus ?? status }

    /// Gives the screen back to the shell until it continues the program.
    public func suspend() { wantsSuspend = true }
}
