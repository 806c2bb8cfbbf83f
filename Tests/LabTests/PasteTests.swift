import Lab
import Testing
import TerminalUI

/// Pasted text goes into a field that is being typed in, and nowhere else.
@Suite struct PasteTests {
    /// Every letter of it would be a key of the lab.
    private static let dangerous = "q https://example.org/x?s=S&r=1\n"

    @Test func nothingIsDoneWithoutAField() throws {
        var model = try LabFixture.training()
        let before = LabFixture.text(model)
        #expect(model.update(.pasted(Self.dangerous)).isEmpty)
        #expect(LabFixture.text(model) == before)
        LabFixture.press(&model, .character("q"))
        let dialog = model.state.dialog
        #expect(dialog?.editor == nil)
        #expect(model.update(.pasted(" \n1y")).isEmpty)
        #expect(model.state.dialog == dialog)
    }

    @Test func aFieldTakesItInOneLine() throws {
        var model = try LabFixture.idle()
        LabFixture.press(&model, .character("5"), .down, .character("n"))
        #expect(model.update(.pasted(" two\r\nlines\u{1B}[31m\u{202E}\n")).isEmpty)
        #expect(LabFixture.press(&model, .enter).summaries == ["rename softmax-1 two lines[31m"])
    }
}
