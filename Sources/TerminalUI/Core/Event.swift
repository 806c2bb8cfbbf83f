/// What a terminal has to tell the program.
public enum Event: Hashable, Sendable {
    case key(Key)
    case mouse(MouseEvent)
    /// Text that was pasted, its control characters included: for text fields alone, never to be taken for keys.
    case paste(String)
    /// The terminal's answer to ``Terminal/askBackground()``.
    case background(TerminalBackground)
    /// The window has this size now.
    case resize(Size)
    /// The screen's content was lost (after suspending): the loop draws it anew.
    case redraw
    /// Another thread called ``Waker/wake()``.
    case wake
    /// The program's tick interval passed; the time since the loop began.
    case tick(Duration)
    /// SIGINT or SIGTERM arrived: save and exit with 128 + this number.
    case terminate(signal: Int32)
    /// The terminal has gone (SIGHUP, or its other end was closed): save and exit; nothing can be shown any more.
    case hangup
}
