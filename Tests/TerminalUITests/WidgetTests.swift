import Testing
import TerminalUI

@Suite struct WidgetTests {
    @Test func frames() {
        #expect(
            screen(Frame("Loss", info: [Span("test 0.027"), Span("  lowest 0.026")]), 40, 3) == """
                ╭─ Loss ───── test 0.027  lowest 0.026 ╮
                │                                      │
                ╰──────────────────────────────────────╯
                """)
    }

    @Test func framesLeaveOutWhatDoesNotFit() {
        let frame = Frame("Loss", info: [Span("test 0.027"), Span("  lowest 0.026")])
        #expect(
            screen(frame, 24, 3) == """
                ╭─ Loss ─── test 0.027 ╮
                │                      │
                ╰──────────────────────╯
                """)
        #expect(
            screen(Frame("Loss", isFocused: true), 12, 3, glyphs: .ascii, colors: .none) == """
                += Loss ===+
                |          |
                +==========+
                """)
    }

    @Test func bars() {
        let bars = Bars(
            items: [
                .init("0", 0, "0.0"), .init("2", 0.098, "9.8"), .init("7", 0.889, "88.9"), .init("9", 0.004, "0.4"),
            ],
            winner: 2)
        #expect(
            screen(bars, 20, 4) == """
                  0              0.0
                  2 █▏           9.8
                ▸ 7 █████████▊  88.9
                  9              0.4
                """)
        #expect(
            screen(bars, 20, 4, glyphs: .ascii) == """
                  0              0.0
                  2 #            9.8
                > 7 ##########  88.9
                  9              0.4
                """)
        #expect(drawn(bars, 20, 4)[column: 17, row: 2].style.attributes.contains(.bold))
    }

    @Test func progress() {
        #expect(screen(Progress(0.63, text: "63 %"), 22, 1) == "██████████▏░░░░░  63 %")
        #expect(screen(Progress(0.63, text: "63 %"), 22, 1, glyphs: .ascii) == "##########......  63 %")
        #expect(screen(Progress(nil), 5, 1) == "░░░░░")
        #expect(screen(Progress(2), 5, 1) == "█████")
    }

    @Test func sparklines() {
        #expect(screen(Sparkline([0, 1, 2, 3, .nan, 7]), 10, 1) == "▁▂▃▄ █")
        #expect(screen(Sparkline([5, 0, 1]), 2, 1) == "▁█")
        #expect(screen(Sparkline([.nan]), 5, 1) == "")
    }

    @Test func listsScrollToTheSelection() {
        let list = List(items: (1...9).map { .init("stage \($0)", detail: "9\($0) %") }, selection: 7, isFocused: true)
        #expect(
            screen(list, 20, 4) == """
                  stage 6      96 %
                  stage 7      97 %
                ▸ stage 8      98 %
                  stage 9      99 %┃
                """)
        #expect(list.item(at: Point(column: 3, row: 0), in: Rect(x: 0, y: 0, width: 20, height: 4)) == 5)
        #expect(list.item(at: Point(column: 3, row: 9), in: Rect(x: 0, y: 0, width: 20, height: 4)) == nil)
        #expect(screen(List(items: [], placeholder: "no runs yet"), 20, 2) == "no runs yet")
    }

    @Test func tables() {
        let table = Table(
            columns: [
                .init("run"), .init("best", width: .fixed(7), alignment: .right),
                .init("time", width: .fixed(5), alignment: .right),
            ],
            rows: [
                .init(["conv", "99.12 %", "0:42"], isMarked: true), .init(["a very long name", "9.80 %", "12:05"]),
            ],
            selection: 1, sort: .init(column: 1, isAscending: false))
        #expect(
            screen(table, 32, 4) == """
                   run             best ▾   time
                 ● conv           99.12 %   0:42
                ▸  a very long …   9.80 %  12:05
                """)
        let rect = Rect(x: 0, y: 0, width: 32, height: 4)
        #expect(table.row(at: Point(column: 5, row: 2), in: rect) == 1)
        #expect(table.row(at: Point(column: 5, row: 3), in: rect) == nil)
        #expect(table.header(at: Point(column: 20, row: 0), in: rect) == 1)
    }

    private let fields: [Form.Field] = [
        .init("optimizer", "Adam"), .init("learning rate", "0.002", isModified: true, hint: "1e-6 … 1"),
        .init("batch size", "32", note: "restart"),
    ]

    @Test func formsShowWhatIsSelectedAndChanged() {
        let form = Form(fields: fields, selection: 1, isFocused: true)
        #expect(
            screen(form, 36, 5) == """
                  optimizer       Adam
                ▸ learning rate ‹ 0.002 ›          •
                  batch size      32       restart

                1e-6 … 1
                """)
        let rect = Rect(x: 0, y: 0, width: 36, height: 5)
        #expect(form.field(at: Point(column: 5, row: 2), in: rect)?.index == 2)
        let arrows = (0..<36).compactMap { column -> Int? in
            form.field(at: Point(column: column, row: 1), in: rect).flatMap { $0.nudge == 0 ? nil : $0.nudge }
        }
        #expect(arrows == [-1, -1, 1, 1])
    }

    @Test func formsEditAndRefuse() {
        var editor = LineEditor("0.002")
        for key in [Key.control("u"), .character("2"), .character("5"), .left, .character(".")] {
            let isTaken = editor.handle(key)
            #expect(isTaken)
        }
        #expect(editor.text == "2.5" && editor.cursor == 2)
        let isEnterTaken = editor.handle(.enter)
        let isUpTaken = editor.handle(.up)
        #expect(!isEnterTaken && !isUpTaken)
        let form = Form(
            fields: fields, selection: 1, isFocused: true, editor: editor, error: "2.5 is above the largest, 1")
        #expect(
            screen(form, 36, 5) == """
                  optimizer       Adam
                ▸ learning rate > 2.5              •
                  batch size      32

                2.5 is above the largest, 1
                """)
    }

    @Test func lineEditorsKeepTheCursorInSight() {
        var editor = LineEditor("abcdef")
        #expect(screen(editor, 4, 1) == "def")
        _ = editor.handle(.home)
        #expect(screen(editor, 4, 1) == "abcd")
        _ = editor.handle(.delete)
        _ = editor.handle(.end)
        _ = editor.handle(.backspace)
        #expect(editor.text == "bcde")
        _ = editor.handle(.control("w"))
        #expect(editor.text == "")
        _ = editor.handle(.backspace)
        _ = editor.handle(.delete)
        #expect(editor == LineEditor())
    }

    @Test func tabsShrinkButStay() {
        let tabs = TabBar(
            name: "digitlab", tabs: ["Train", "Digits", "Weights", "Draw", "Lesson", "Runs"], selection: 1,
            info: [Span("MNIST 60,000 + 10,000   "), Span("▶ 9/20 conv")])
        #expect(
            screen(tabs, 118, 1)
                == " digitlab   1 Train   2 Digits   3 Weights   4 Draw   5 Lesson   6 Runs           MNIST 60,000 + 10,000   ▶ 9/20 conv"
        )
        #expect(
            screen(tabs, 80, 1)
                == " digitlab  1 Train  2 Digits  3 Weights  4 Draw  5 Lesson  6 Runs   ▶ 9/20 conv"
        )
        #expect(screen(tabs, 60, 1) == " digitlab   1   2 Digits   3   4   5   6        ▶ 9/20 conv")
        for width in [40, 60, 80, 118] {
            let rect = Rect(x: 0, y: 0, width: width, height: 1)
            let found = Set((0..<width).compactMap { tabs.tab(at: Point(column: $0, row: 0), in: rect) })
            #expect(found == Set(0..<6), "every tab can be clicked at \(width) columns")
        }
    }

    @Test func statusLinesKeepPinnedHints() {
        let status = StatusLine([
            KeyHint([.character(" ")], "pause"), KeyHint([.character("r")], "restart"),
            KeyHint([.character("?")], "help", isPinned: true),
        ])
        #expect(screen(status, 40, 1) == " Space pause  r restart  ? help")
        #expect(screen(status, 22, 1) == " Space pause  ? help")
        #expect(screen(status, 9, 1) == " ? help")
        let rect = Rect(x: 0, y: 0, width: 22, height: 1)
        #expect(status.key(at: Point(column: 15, row: 0), in: rect) == .character("?"))
        #expect(status.key(at: Point(column: 20, row: 0), in: rect) == nil)
    }

    @Test func dialogsAsk() {
        let dialog = Dialog("Quit?", text: "The run is saved.", choices: ["Save and quit", "Stay"], selection: 1)
        #expect(
            screen(dialog, 44, 6) == """
                       ╭─ Quit? ────────────────────╮
                       │ The run is saved.          │
                       │                            │
                       │   Save and quit   ▸ Stay   │
                       ╰────────────────────────────╯
                """)
        let rect = Rect(x: 0, y: 0, width: 44, height: 6)
        let clicked = (0..<44).compactMap { dialog.choice(at: Point(column: $0, row: 3), in: rect) }
        #expect(Set(clicked) == [0, 1])
    }

    @Test func helpFillsColumns() {
        let help = Help(
            "Help",
            sections: [
                .init("Everywhere", [.init([.character("?")], "help"), .init([.character("q")], "quit")]),
                .init("Training", [.init([.character(" ")], "pause")]),
            ])
        #expect(
            screen(help, 50, 6) == """
                       ╭─ Help ───────────────────────────╮
                       │ Everywhere        Training       │
                       │   ?      help       Space  pause │
                       │   q      quit                    │
                       ╰─ Esc close ──────────────────────╯
                """)
    }

    @Test func textAreasScrollAndStop() {
        let area = TextArea("one two three four", width: 5, offset: 99)
        #expect(area.lines.count == 4 && area.lastOffset(height: 2) == 2)
        #expect(screen(area, 8, 2) == "three\nfour   ┃")
    }

    @Test func heatMaps() {
        let map = HeatMap(counts: [[950, 0, 12], [1, 1101, 0], [0, 3, 888]], selection: (row: 1, column: 0))
        #expect(
            screen(map, 20, 4) == """
                      0     1     2
                0   950     ·    12
                1 ▸   1  1101     ·
                2     ·     3   888
                """)
        let rect = Rect(x: 0, y: 0, width: 20, height: 4)
        let found = map.cell(at: Point(column: 3, row: 2), in: rect)
        #expect(found?.row == 1 && found?.column == 0)
        #expect(map.cell(at: Point(column: 0, row: 2), in: rect) == nil)
    }

    @Test func histogramsAddUpBins() {
        #expect(
            screen(Histogram(counts: [1, 2, 4, 2, 1, 0], range: -3...3), 12, 4) == """
                    ██
                  ▄▄██▄▄
                ▆▆██████▆▆
                -3    0    3
                """)
        #expect(screen(Histogram(counts: [], range: 0...1), 5, 3) == "")
    }

    @Test func bandsNest() {
        let bands = Bands(x: [0, 1, 2], quantiles: [[-3, -3, -3], [-1, -1, -1], [1, 1, 1], [3, 3, 3]])
        #expect(
            screen(bands, 12, 4, colors: .none) == """
                ▒▒▒▒▒▒▒▒▒▒▒▒
                ████████████
                ████████████
                ▒▒▒▒▒▒▒▒▒▒▒▒
                """)
        #expect(screen(Bands(x: [], quantiles: [[], []]), 30, 8).contains("no data yet"))
    }
}
