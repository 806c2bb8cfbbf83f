import Foundation
import Testing

extension LabTests {
    /// The Draw screen, with the weights that ship.
    @Suite struct DrawTests {
        private func open(term: String = "xterm-256color", size: TerminalScreen.Size) throws -> ProgramUnderTest {
            let lab = try ProgramUnderTest.lab(size: size, term: term)
            try lab.open(tab: "Draw", until: "nothing yet")
            return lab
        }

        /// What a stage says, from the list of verdicts: `conv  7  99 %  shipped`.
        private func verdict(of stage: String, _ lab: ProgramUnderTest) -> Int? {
            for line in lab.screen.lines where line.contains("shipped") {
                let words = line.split(separator: " ").map(String.init)
                if let index = words.firstIndex(of: stage), index + 1 < words.count { return Int(words[index + 1]) }
            }
            return nil
        }

        @Test(arguments: LabTests.terminals) func keys(term: String) throws {
            let lab = try open(term: term, size: .init(80, 24))
            try lab.key(.up, times: 8)
            try lab.send(" ")
            try lab.wait(until: "pen down")
            try lab.key(.down, times: 8)
            try lab.send("jjjjjjjjj ")
            try lab.wait("conv to see a 1") { self.verdict(of: "conv", $0) == 1 && $0.screenText.contains("pen up") }
            try lab.wait("the others to see it too") { lab in
                ["adam", "relu", "dropout"].allSatisfy { self.verdict(of: $0, lab) == 1 }
            }
            try lab.send("u")
            try lab.wait(until: "nothing yet")
            try lab.send("\u{12}")
            try lab.wait("the stroke again") { self.verdict(of: "conv", $0) == 1 }
            try lab.send("c")
            try lab.wait(until: "nothing yet")
            try lab.send("q")
            #expect(try lab.waitForExit() == .exited(0))
            lab.expectRestored()
        }

        /// A 7 drawn as fast as a terminal can report it, at one and at two columns a pixel.
        @Test(arguments: [
            ("xterm-256color", 80, 24), ("tmux-256color", 80, 24), ("xterm-256color", 120, 40),
        ])
        func mouse(term: String, columns: Int, rows: Int) throws {
            let lab = try open(term: term, size: .init(columns, rows))
            let scale = columns < 120 ? 1 : 2
            let corners = [(9, 5), (20, 5), (13, 14)]
            let points = corners.map { (column: $0.0 * scale, row: ($0.1 - 1) * scale + 1) }
            try lab.press(column: points[0].column, row: points[0].row)
            for (start, end) in zip(points, points.dropFirst()) {
                for step in 1...40 {
                    try lab.moveMouse(
                        column: start.column + (end.column - start.column) * step / 40,
                        row: start.row + (end.row - start.row) * step / 40)
                }
            }
            try lab.release()
            try lab.wait("conv to see a 7") { self.verdict(of: "conv", $0) == 7 }
            // One stroke: one step back leaves nothing.
            try lab.send("u")
            try lab.wait(until: "nothing yet")
            try lab.send("q")
            #expect(try lab.waitForExit() == .exited(0))
            lab.expectRestored()
        }
    }
}
