import Lab
import Telemetry
import Testing
import TerminalUI

/// One description of a key: what hints show is what keys do, what help lists and what a click presses.
@Suite struct KeyMapTests {
    /// A lab on one of its screens with a panel in front, in a window in which all hints fit.
    private func model(_ screen: Int, panel: Int) throws -> LabModel {
        var model = try LabFixture.training(LabFixture.size(200, 24))
        LabFixture.press(&model, .character(Character("\(screen + 1)")))
        for _ in 0..<panel { LabFixture.press(&model, .tab) }
        model.state.notice = nil
        return model
    }

    /// Every hint of every screen and panel, clicked on its first and its last column, does what its key does.
    @Test(arguments: 0..<LabFixture.screens.count) func aClickOnAHintPressesItsKey(_ screen: Int) throws {
        var clicked = 0
        for panel in 0..<5 {
            let model = try model(screen, panel: panel)
            let line = String(
                LabFixture.text(model).split(separator: "\n", omittingEmptySubsequences: false).last ?? "")
            for hint in model.screen.hints(model.state) {
                let text = "\(hint.label) \(hint.action)"
                guard let range = line.range(of: text) else { continue }
                let start = line.distance(from: line.startIndex, to: range.lowerBound)
                for column in [0, text.count - 1] {
                    guard let key = hint.key(at: column) else { continue }
                    var byMouse = model
                    var byKey = model
                    let mouse = MouseEvent(.press, at: Point(column: start + column, row: 23))
                    let effects = byMouse.update(.mouse(mouse)).summaries
                    #expect(effects == byKey.update(.key(key)).summaries, "\(text), column \(column)")
                    #expect(
                        byMouse.state.notice == byKey.state.notice && byMouse.selectedScreen == byKey.selectedScreen)
                    if panel == 0, column == 0 {
                        #expect(LabFixture.text(byMouse) == LabFixture.text(byKey), "\(text)")
                    }
                    clicked += 1
                }
            }
        }
        #expect(clicked >= 40)
    }

    @Test func ofSeveralKeysTheOneUnderThePointerIsPressed() {
        let arrows = KeyHint([.up, .down], "stage")
        #expect(arrows.label == "↑↓")
        #expect((0..<arrows.width).map { arrows.key(at: $0) } == [.up] + [Key](repeating: .down, count: 7))
        let brackets = KeyHint([.character("["), .character("]")], "digit")
        #expect(brackets.label == "[ ]")
        #expect(brackets.key(at: 0) == .character("[") && brackets.key(at: 2) == .character("]"))
    }

    /// h, j, k and l stand for arrows: a screen that gave one of them a meaning would never see it.
    @Test(arguments: 0..<LabFixture.screens.count) func noScreenNeedsTheLettersOfTheArrows(_ screen: Int) throws {
        for panel in 0..<5 {
            let model = try model(screen, panel: panel)
            for hint in model.screen.hints(model.state) {
                for letter in "hjkl" { #expect(!hint.keys.contains(.character(letter)), "\(hint.label)") }
            }
        }
    }

    /// Reading screens leave the run alone: s, S, r and x act where it is seen, and say so elsewhere.
    @Test(arguments: 1..<LabFixture.screens.count) func keysOfTheRunActOnTheTrainScreenAlone(_ screen: Int) throws {
        for key in "sSrx" {
            var model = try LabFixture.training()
            LabFixture.press(&model, .character(Character("\(screen + 1)")))
            #expect(LabFixture.press(&model, .character(key)).isEmpty, "\(key)")
            #expect(model.state.notice?.text == "s, S, r, x act on the Train screen (1), where the run is seen")
            // Space is the same everywhere.
            #expect(LabFixture.press(&model, .character(" ")).summaries == ["pause"])
            LabFixture.press(&model, .character("1"))
            #expect(LabFixture.press(&model, .character(key)).count == 1, "\(key)")
        }
    }

    @Test func theLabsOwnKeysAreClickedToo() throws {
        var model = try LabFixture.training()
        let line = LabFixture.text(model).split(separator: "\n").last ?? ""
        let column = try #require(line.range(of: "? help")).lowerBound.utf16Offset(in: line)
        _ = model.update(.mouse(MouseEvent(.press, at: Point(column: column + 2, row: 39))))
        #expect(model.helpOffset == 0)
        // While the help lies over the screen, the line shows the help's keys.
        let below = LabFixture.text(model).split(separator: "\n").last ?? ""
        let close = try #require(below.range(of: "Esc close")).lowerBound.utf16Offset(in: below)
        #expect(!below.contains("Space"))
        _ = model.update(.mouse(MouseEvent(.press, at: Point(column: close, row: 39))))
        #expect(model.helpOffset == nil)
    }

    /// A message never takes the room of the keys that one must know.
    @Test(arguments: [(60, 20), (80, 24), (120, 40)]) func noticesLeaveTheMainKeys(_ columns: Int, _ rows: Int) throws {
        var model = try LabFixture.idle(LabFixture.size(columns, rows))
        model.state.notice = Notice(
            "MNIST: 60,000 training and 10,000 test images, from the cache in /home/somebody/.cache/digitlab/mnist")
        let line = LabFixture.text(model).split(separator: "\n").last ?? ""
        #expect(line.contains("Space train  ? help  q quit"))
        #expect(line.contains("MNIST: 60,000"))
    }
}
