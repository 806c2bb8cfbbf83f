import Lab
import Telemetry
import Testing
import TerminalUI

/// What the keys of the Digits, Lesson and Runs screens do, as it shows.
@Suite struct ScreenKeysTests {
    @Test func theWallBeginsWithTheSurestMistake() throws {
        var model = try LabFixture.training()
        LabFixture.press(&model, .character("2"))
        // 7 taken for 1 at 95 %, then 4 for 9 at 90 %, then 14 for 9 at 60 %.
        #expect(model.state.selectedImage == 7)
        LabFixture.press(&model, .right)
        #expect(model.state.selectedImage == 4)
        LabFixture.press(&model, .right)
        #expect(model.state.selectedImage == 14)
    }

    @Test func aCellOfTheMatrixFiltersTheWall() throws {
        var model = try LabFixture.training()
        LabFixture.press(&model, .character("2"), .tab)
        for _ in 0..<4 { LabFixture.press(&model, .down) }
        for _ in 0..<9 { LabFixture.press(&model, .right) }
        LabFixture.press(&model, .enter)
        #expect(LabFixture.text(model).contains("4s taken for 9s"))
        #expect(LabFixture.text(model).contains("1 of 2"))
        LabFixture.press(&model, .left, .enter)
        #expect(model.state.notice?.text == "no 4 was taken for a 8")
        LabFixture.press(&model, .character("a"))
        #expect(LabFixture.text(model).contains("1 of 20"))
        LabFixture.press(&model, .character("w"))
        #expect(LabFixture.text(model).contains("1 of 3"))
    }

    @Test func answersOpenOnEnter() throws {
        var model = try LabFixture.idle()
        LabFixture.press(&model, .character("4"), .down, .down)
        #expect(!LabFixture.text(model).contains("There are ten digits."))
        LabFixture.press(&model, .enter)
        #expect(LabFixture.text(model).contains("There are ten digits."))
        LabFixture.press(&model, .enter)
        #expect(!LabFixture.text(model).contains("There are ten digits."))
    }

    @Test func runsOpenRenameAndDelete() throws {
        var model = try LabFixture.idle()
        #expect(LabFixture.press(&model, .character("5")).summaries == ["list", "curves adam-2"])
        #expect(LabFixture.press(&model, .enter).summaries == ["open adam-2"])
        #expect(LabFixture.press(&model, .down).summaries == ["curves softmax-1"])
        LabFixture.press(&model, .character("n"))
        LabFixture.type("hello", &model)
        #expect(LabFixture.press(&model, .enter).summaries == ["rename softmax-1 hello"])
        LabFixture.press(&model, .character("D"))
        #expect(model.state.dialog?.title == "Delete softmax-1?")
        // The safe choice is the first.
        #expect(LabFixture.press(&model, .enter).isEmpty)
        LabFixture.press(&model, .character("D"))
        #expect(LabFixture.press(&model, .right, .enter).summaries == ["delete softmax-1"])
    }

    @Test func runsAreFilteredAndOrdered() throws {
        var model = try LabFixture.idle()
        LabFixture.press(&model, .character("5"), .character("/"))
        LabFixture.type("softmax", &model)
        #expect(LabFixture.text(model).contains("1 of 2"))
        LabFixture.press(&model, .escape)
        for _ in 0..<4 where !LabFixture.text(model).contains("best ▾") { LabFixture.press(&model, .character("o")) }
        #expect(LabFixture.text(model).contains("best ▾"))
        LabFixture.press(&model, .character("O"), .home)
        #expect(LabFixture.text(model).contains("best ▴"))
        #expect(LabFixture.text(model).contains("▸  2026-11-21 14:02"))
    }

    @Test func markedRunsAreLaidOverEachOther() throws {
        var model = try LabFixture.idle()
        LabFixture.press(&model, .character("5"), .character("m"), .down, .character("m"))
        _ = model.update(.curvesLoaded(run: "adam-2", LabFixture.history()))
        _ = model.update(.curvesLoaded(run: "softmax-1", LabFixture.history()))
        let text = LabFixture.text(model)
        #expect(text.contains("2 runs"))
        #expect(text.contains("my best"))
        #expect(text.contains("softmax learning rate 0.01"))
    }

    @Test func ghostsAreAskedForOnce() throws {
        var model = try LabFixture.idle()
        LabFixture.press(&model, .character("g"), .down)
        #expect(LabFixture.press(&model, .enter).isEmpty)
        #expect(model.state.notice?.text == "relu has no run yet")
        #expect(LabFixture.press(&model, .down, .enter).summaries == ["settings", "curves adam-2"])
        #expect(model.state.settings.ghosts == ["adam"])
        LabFixture.press(&model, .enter)
        #expect(LabFixture.press(&model, .enter).summaries == ["settings"])
    }

    @Test func theCursorReadsValues() throws {
        var model = try LabFixture.training()
        LabFixture.press(&model, .tab, .tab, .right)
        #expect(LabFixture.text(model).contains("epoch 0.02"))
        LabFixture.press(&model, .character("a"), .right)
        #expect(LabFixture.text(model).contains("step 0.02"))
        LabFixture.press(&model, .up)
        #expect(LabFixture.text(model).contains("Home zoomed"))
        LabFixture.press(&model, .escape)
        #expect(!LabFixture.text(model).contains("Home zoomed"))
    }

    @Test func aDragZoomsAndHomeResets() throws {
        var model = try LabFixture.training()
        _ = model.update(.mouse(MouseEvent(.press, at: Point(column: 60, row: 5))))
        _ = model.update(.mouse(MouseEvent(.drag, at: Point(column: 80, row: 6))))
        _ = model.update(.mouse(MouseEvent(.release, at: Point(column: 80, row: 30))))
        #expect(LabFixture.text(model).contains("Home zoomed"))
        let zoomed = LabFixture.text(model)
        // With Shift the visible part moves, as long as it is.
        _ = model.update(.mouse(MouseEvent(.press, modifiers: .shift, at: Point(column: 80, row: 5))))
        _ = model.update(.mouse(MouseEvent(.drag, modifiers: .shift, at: Point(column: 70, row: 5))))
        _ = model.update(.mouse(MouseEvent(.release, modifiers: .shift, at: Point(column: 70, row: 5))))
        #expect(LabFixture.text(model) != zoomed && LabFixture.text(model).contains("Home zoomed"))
        LabFixture.press(&model, .home)
        #expect(!LabFixture.text(model).contains("Home zoomed"))
        // A click alone only reads.
        _ = model.update(.mouse(MouseEvent(.press, at: Point(column: 60, row: 5))))
        _ = model.update(.mouse(MouseEvent(.release, at: Point(column: 60, row: 5))))
        #expect(!LabFixture.text(model).contains("Home zoomed") && LabFixture.text(model).contains("epoch 0."))
    }
}
