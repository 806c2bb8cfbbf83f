/// A key as the terminal reports it.
public enum Key: Hashable, Sendable {
    /// A key that types a character; the space bar is `.character(" ")`.
    case character(Character)
    /// Ctrl with a letter, in lower case: `.control("r")`. Tab, Enter and Backspace have cases of their own.
    case control(Character)
    /// Alt (Esc first) with a key that types a character.
    case alt(Character)
    case up, down, left, right
    /// `home`, `end`, `pageUp` and `pageDown` also stand for the keypad's corners.
    case home, end, pageUp, pageDown
    case enter, escape, tab, backTab, backspace, delete, insert
    /// F1 is `.function(1)`.
    case function(Int)
    /// An arrow with Shift, where the terminal tells.
    case shiftUp, shiftDown, shiftLeft, shiftRight
}
