import CVTerm

/// A key that is not a character.
enum TerminalKey: Int32 {
    case enter = 1
    case tab, backTab, backspace, escape, up, down, left, right, insert, delete, home, end, pageUp, pageDown
}
