import Foundation
import Testing

extension LabTests {
    /// What the lab makes of each kind of terminal.
    @Suite struct TerminalKindTests {
        private func scalars(_ lab: ProgramUnderTest) -> Set<Unicode.Scalar> { Set(lab.screenText.unicodeScalars) }

        private static let braille: ClosedRange<Unicode.Scalar> = "\u{2800}"..."\u{28FF}"

        @Test(arguments: [
            ("xterm-256color", true, true), ("tmux-256color", true, true), ("linux", false, true),
            ("vt100", false, false),
        ])
        func characters(term: String, hasBraille: Bool, hasUnicode: Bool) throws {
            let lab = try ProgramUnderTest.lab(term: term)
            try lab.train()
            try lab.wait("the curves") { ($0.bestAccuracy ?? 0) > 50 }
            let found = scalars(lab)
            #expect(found.contains { Self.braille.contains($0) } == hasBraille, "\(lab.screenText)")
            #expect(found.contains { !$0.isASCII } == hasUnicode, "\(lab.screenText)")
            #expect(lab.screen.hasColor == (term != "vt100"))
        }

        @Test func noColor() throws {
            let lab = try ProgramUnderTest.lab(environment: ["NO_COLOR": "1"])
            try lab.train()
            #expect(!lab.screen.hasColor)
            // Empty means unset.
            #expect(try ProgramUnderTest.lab(environment: ["NO_COLOR": ""]).screen.hasColor)
        }

        @Test(arguments: [
            ["LC_ALL": "C", "LANG": "C"], ["LC_ALL": "POSIX"], ["LC_ALL": "xx_XX.nonsense"],
        ])
        func withoutUTF8(environment: [String: String]) throws {
            let lab = try ProgramUnderTest.lab(environment: environment)
            try lab.train()
            #expect(scalars(lab).allSatisfy { $0.isASCII }, "\(lab.screenText)")
            try lab.send("\u{3}")
            #expect(try lab.waitForExit() == .exited(130))
            lab.expectRestored()
        }

        @Test func chosenCharacters() throws {
            let ascii = try ProgramUnderTest.lab(arguments: ["--glyphs", "ascii"])
            #expect(scalars(ascii).allSatisfy { $0.isASCII }, "\(ascii.screenText)")
            let wrong = try Sandbox().run("--glyphs", "ebcdic")
            #expect(wrong.status == 64 && wrong.errors.contains("braille, block, ascii"), "\(wrong)")
        }

        /// One clear line and status 64; nothing that a terminal could take for a command.
        @Test(arguments: ["dumb", "", "no-such-terminal", nil] as [String?])
        func unsuitable(term: String?) throws {
            let lab = try ProgramUnderTest(arguments: ["--data", "mini"], term: term)
            #expect(try lab.waitForExit() == .exited(64))
            let lines = lab.screen.lines.filter { !$0.isEmpty }
            #expect((1...2).contains(lines.count) && lines.first?.hasPrefix("digitlab: ") == true, "\(lab.screenText)")
            #expect(!lab.received.contains(0x1B))
            #expect(lab.hasModesAsBefore)
            if let term, !term.isEmpty { #expect(lab.screenText.contains(term)) }
        }

        @Test func noTerminalAtAll() throws {
            let sandbox = try Sandbox()
            for arguments in [[], ["lab"], ["--data", "mini"]] {
                let result = try sandbox.start(arguments, environment: ["TERM": "xterm-256color"]).waitForExit()
                #expect(result.exit == .exited(64), "\(result)")
                #expect(result.output.isEmpty && result.errorLines.count == 1, "\(result)")
                #expect(result.errors.hasPrefix("digitlab: ") && result.errors.contains("terminal"), "\(result)")
            }
        }

        @Test(arguments: [(60, 20), (80, 24), (200, 60)])
        func everySize(columns: Int, rows: Int) throws {
            let lab = try ProgramUnderTest.lab(size: .init(columns, rows))
            try lab.wait("the whole screen") { $0.isFilled }
            try lab.train()
            let contents = [
                ("2", "wrong"), ("3", "hidden_layer"), ("4", "pen up"), ("5", "Adam"), ("6", "v loss"),
                ("1", "best here"),
            ]
            for (number, text) in contents {
                try lab.send(number)
                try lab.wait("\(text) on the screen \(number)") { $0.isFilled && $0.screenText.contains(text) }
            }
        }

        @Test func tinySizesAndBack() throws {
            let lab = try ProgramUnderTest.lab(size: .init(100, 30))
            for (columns, rows) in [(5, 3), (1, 1), (300, 100), (59, 19), (60, 20)] {
                try lab.resize(columns, rows)
            }
            try lab.wait("the lab at 60×20") { $0.isFilled }
            try lab.send("q")
            #expect(try lab.waitForExit() == .exited(0))
            lab.expectRestored()
        }
    }
}
