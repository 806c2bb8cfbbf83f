import Testing
import TerminalUI

@Suite struct TextTests {
    @Test(arguments: [("digits", 6), ("数字", 4), ("e\u{301}", 1), ("⠿█╭…", 4), ("🙂", 2), ("", 0), ("\u{200B}", 0)])
    func width(text: String, columns: Int) {
        #expect(TextMetrics.width(text) == columns)
    }

    @Test func truncationAndFittingCountColumns() {
        #expect(TextMetrics.truncated("learning rate", to: 8) == "learnin…")
        #expect(TextMetrics.truncated("数字数字", to: 6) == "数字…")
        #expect(TextMetrics.truncated("ab", to: 2) == "ab")
        #expect(TextMetrics.truncated("ab", to: 0) == "")
        #expect(TextMetrics.fitted("ab", to: 5, alignment: .right) == "   ab")
        #expect(TextMetrics.fitted("ab", to: 5, alignment: .center) == " ab  ")
    }

    @Test func wrappingBreaksAtSpacesAndInsideLongWords() {
        #expect(TextMetrics.wrapped("a digit is 784 numbers", to: 10) == ["a digit is", "784", "numbers"])
        #expect(TextMetrics.wrapped("crossentropy", to: 5) == ["cross", "entro", "py"])
        #expect(TextMetrics.wrapped("a\n\nb", to: 5) == ["a", "", "b"])
        #expect(TextMetrics.wrapped("数字数", to: 4) == ["数字", "数"])
        #expect(TextMetrics.wrapped("数", to: 1) == [""])
    }

    @Test func numbers() {
        #expect(NumberFormat.fixed(0.98765, 2) == "0.99")
        #expect(NumberFormat.fixed(-0.001, 2) == "0.00")
        #expect(NumberFormat.fixed(-1.25, 1) == "-1.3")
        #expect(NumberFormat.fixed(.nan, 2) == "nan")
        #expect(NumberFormat.fixed(.infinity, 2) == "∞")
        #expect(NumberFormat.fixed(1e300, 2) == "1e300")
        #expect(NumberFormat.general(0.002) == "0.002")
        #expect(NumberFormat.general(1e-6) == "1e-6")
        #expect(NumberFormat.general(12.5) == "12.5")
        #expect(NumberFormat.general(0.30000000000000004) == "0.3")
        #expect(NumberFormat.percent(0.9912) == "99.12 %")
        #expect(NumberFormat.grouped(34812) == "34,812")
        #expect(NumberFormat.grouped(-1_234_567) == "-1,234,567")
        #expect(NumberFormat.grouped(999) == "999")
        #expect(NumberFormat.compact(1234) == "1.2 k")
        #expect(NumberFormat.compact(999_600) == "1.0 M")
        #expect(NumberFormat.compact(12) == "12")
        #expect(NumberFormat.clock(seconds: 42.9) == "0:42")
        #expect(NumberFormat.clock(seconds: 3727) == "1:02:07")
        #expect(NumberFormat.clock(seconds: .nan) == "–:––")
        #expect(NumberFormat.duration(seconds: 1.66) == "1.7 s")
        #expect(NumberFormat.duration(seconds: 0.0123) == "12.3 ms")
        #expect(NumberFormat.duration(seconds: 4e-5) == "40 µs")
    }

    @Test func markdownIsWrappedAndCodeIsNot() {
        let context = ViewContext(size: Size(columns: 30, rows: 10))
        let source = """
            # Softmax
            A digit is **784
            numbers**, and `softmax` squashes.

            - one layer adds up pixels only
            2. second

            ```
             x ──► [W·x + b]
            ```
            """
        let lines = Markdown.lines(source, width: 20, context: context)
        #expect(
            lines.map { $0.map(\.text).joined() } == [
                "Softmax", "───────", "A digit is 784", "numbers, and softmax", "squashes.", "",
                "• one layer adds up", "  pixels only", "2. second", "", " x ──► [W·x + b]",
            ])
        // The comma belongs to the bold word before it and is not bold itself.
        #expect(lines[3].first == Span("numbers", context.theme.title))
    }
}
