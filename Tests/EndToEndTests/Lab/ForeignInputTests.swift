import Foundation
import Testing

extension LabTests {
    /// What arrives that nobody typed: pastes, and what the terminal says of itself.
    @Suite struct ForeignInputTests {
        private func send(_ text: String, to lab: ProgramUnderTest, byteByByte: Bool) throws {
            guard byteByByte else { return try lab.send(text) }
            for byte in text.unicodeScalars {
                try lab.send(String(byte))
                usleep(15_000)
            }
        }

        /// Every one of these ended a run, or the lab, when its letters were keys.
        @Test(arguments: LabTests.terminals, [false, true]) func pressesNoKey(term: String, byteByByte: Bool) throws {
            let lab = try ProgramUnderTest.lab(size: .init(100, 30), term: term)
            try lab.train()
            for text in [
                "\u{1B}[200~q\r x https://example.org/rSs?2\n\u{1B}[201~", "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\",
                "\u{1B}]52;c;cXggMnI=\u{7}", "\u{1B}P1$r2q\u{1B}\\", "\u{1B}_Gi=31;x2\u{1B}\\", "\u{1B}[?62;22c",
                "\u{1B}[24;80R",
            ] {
                try send(text, to: lab, byteByByte: byteByByte)
            }
            // The key behind all of it is answered, and nothing before it was.
            try lab.send("?")
            try lab.wait(until: "close")
            try lab.key(.escape)
            try lab.wait(untilGone: "close")
            #expect(lab.screenText.contains("Space pause"), "\(lab.screenText)")
            let epoch = try #require(lab.epoch)
            try lab.wait("training to go on") { ($0.epoch ?? 0) > epoch }
            try lab.send("\u{3}")
            #expect(try lab.waitForExit() == .exited(130))
            lab.expectRestored()
        }

        @Test func pastesAreMarkedWhileTheLabIsOpen() throws {
            let lab = try ProgramUnderTest.lab()
            func count(_ text: String) -> Int {
                String(decoding: lab.received, as: UTF8.self).components(separatedBy: text).count - 1
            }
            #expect(count("\u{1B}[?2004h") == 1 && count("\u{1B}[?2004l") == 0)
            lab.signal(SIGTSTP)
            try lab.waitForStop()
            #expect(count("\u{1B}[?2004l") == 1)
            lab.signal(SIGCONT)
            try lab.wait("the lab to come back") { _ in count("\u{1B}[?2004h") >= 2 }
            lab.signal(SIGSEGV)
            _ = try lab.waitForExit()
            #expect(count("\u{1B}[?2004l") == 2)
        }

        /// libvterm does not know synchronized output; a terminal that does is answered for here.
        @Test func framesAreShownAtOnceWhereTheTerminalCan() throws {
            let lab = try ProgramUnderTest.lab()
            func received() -> String { String(decoding: lab.received, as: UTF8.self) }
            #expect(received().contains("\u{1B}[?2026$p") && !received().contains("\u{1B}[?2026h"))
            try lab.send("\u{1B}[?2026;2$y")
            try lab.send("2")
            try lab.wait("a frame in one") { _ in
                received().contains("\u{1B}[?2026h") && received().hasSuffix("\u{1B}[?2026l")
            }
            try lab.send("q")
            #expect(try lab.waitForExit() == .exited(0))
            lab.expectRestored()
        }
    }
}
