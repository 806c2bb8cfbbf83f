import Testing

/// The emulator itself: the escape sequences that the four kinds of terminal are sent.
@Suite struct TerminalScreenTests {
    private func screen(_ text: String, kind: String = "xterm-256color") -> TerminalScreen {
        let screen = TerminalScreen(size: .init(20, 4), kind: kind)
        for byte in text.utf8 { screen.write([byte]) }
        return screen
    }

    @Test func textStyleAndPosition() {
        let screen = screen("one\r\n\u{1B}[1;7mtw\u{1B}[0mö ━")
        #expect(screen.lines == ["one", "twö ━", "", ""])
        #expect(screen.cell(column: 0, row: 1).bold && screen.cell(column: 1, row: 1).reverse)
        #expect(!screen.cell(column: 2, row: 1).bold)
        #expect(screen.position(of: "━")! == (4, 1))
        #expect(screen.position(of: "two") == nil)
        #expect(!screen.hasColor)
        #expect(self.screen("\u{1B}[31mred").hasColor)
    }

    @Test func severalPrivateModesInOneSequence() {
        let screen = screen("\u{1B}[?1006;1000h\u{1B}[?1002h")
        #expect(screen.mouse == 2)
        screen.moveMouse(column: 4, row: 2)
        _ = screen.takeOutput()
        screen.mouseButton(1, isPressed: true)
        #expect(String(decoding: screen.takeOutput(), as: UTF8.self) == "\u{1B}[<0;5;3M")
        screen.write(Array("\u{1B}[?1006;1002l".utf8)[...])
        #expect(screen.mouse == 0)
    }

    @Test func alternateScreenAndCursor() {
        let screen = screen("shell\u{1B}[?1049h\u{1B}[2J\u{1B}[?25l")
        #expect(screen.isAlternate && !screen.isCursorVisible && screen.text.allSatisfy { $0 == "\n" })
        screen.write(Array("\u{1B}[?1049l\u{1B}[?25h".utf8)[...])
        #expect(!screen.isAlternate && screen.isCursorVisible && screen.lines[0] == "shell")
    }

    @Test func linuxConsolePalette() {
        #expect(screen("a\u{1B}]Rb\u{1B}]P1aa0000c", kind: "linux").lines[0] == "abc")
    }

    @Test func keysFollowTheMode() {
        let screen = screen("")
        screen.press(.down)
        #expect(screen.takeOutput() == Array("\u{1B}[B".utf8))
        screen.write(Array("\u{1B}[?1h".utf8)[...])
        screen.press(.down)
        #expect(screen.takeOutput() == Array("\u{1B}OB".utf8))
    }
}
