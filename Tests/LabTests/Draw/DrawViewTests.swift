import Lab
import Testing
import TerminalUI

/// The Draw screen as text: a bar drawn down the middle, which softmax takes for a 7 and relu for a 3.
@Suite struct DrawViewTests {
    /// Without colours, so that grey levels are characters.
    private func drawn(_ columns: Int, _ rows: Int) throws -> LabModel {
        var model = try DrawFixture.lab(columns, rows)
        DrawFixture.drawBar(&model)
        model.state.context.colors = .none
        return model
    }

    @Test func at120x40() throws {
        let model = try drawn(120, 40)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1 Train   2 Draw                                                                     Tiny 20 + 20   softmax
                ╔═ Draw ════════════════════════════════ pen up · 2.6 px ╗╭─ What relu sees ───────────╮╭─ The answer of relu ─────────╮
                ║                                                        ║│                            ││ ▀▀▀▄  90.0 %                 │
                ║                                                        ║│                            ││  ▀▀▄  or 0 1.1 %             │
                ║                                                        ║│            ░▄▄░            ││ ▄▄▄▀  run 14:02              │
                ║                                                        ║│            ░██░            ││                              │
                ║                                                        ║│            ░██░            ││   0 ▎                    1.1 │
                ║                                                        ║│            ░██░            ││   1 ▎                    1.1 │
                ║                                                        ║│            ░██░            ││   2 ▎                    1.1 │
                ║                                                        ║│            ░██░            ││ ▸ 3 █████████████████▏  90.0 │
                ║                        ▒▒▓▓▒▒                          ║│            ░██░            ││   4 ▎                    1.1 │
                ║                        ▓▓██▓▓                          ║│            ░██░            ││   5 ▎                    1.1 │
                ║                        ▓▓██▓▓                          ║│            ░██░            ││   6 ▎                    1.1 │
                ║                        ▓▓██▓▓                          ║│            ░▀▀░            ││   7 ▎                    1.1 │
                ║                        ▓▓██▓▓                          ║│                            ││   8 ▎                    1.1 │
                ║                        ▓▓██▓▓                          ║│                            ││   9 ▎                    1.1 │
                ║                        ▓▓██▓▓                          ║╰─ n normalised ─────────────╯╰──────────────────────────────╯
                ▸                        ▓▓++▓▓                          ║╭─ Every stage's verdict ────────────────────── 1 of 2 say 3 ╮
                ║                        ▒▒▓▓▒▒                          ║│                                                            │
                ║                                                        ║│   softmax     7   ███████████████▎    90.0 %  shipped      │
                ║                                                        ║│                                                            │
                ║                                                        ║│ ▸ relu        3   ███████████████▎    90.0 %  run 14:02    │
                ║                                                        ║│                                                            │
                ║                                                        ║│   adam        ·                               not trained  │
                ║                                                        ║│                                                            │
                ║                                                        ║│                                                            │
                ║                                                        ║│                                                            │
                ║                                                        ║│                                                            │
                ║                                                        ║│                                                            │
                ║                                                        ║│                                                            │
                ╚══════════════════════════▴═════════════════════════════╝│                                                            │
                ╭─ Why normalise? ───────────────────────────────────────╮│                                                            │
                │ 97.5 %  redrawn anywhere, 60–140 % in size, normalised ││                                                            │
                │ 42.0 %  moved by up to 6 pixels, not normalised        ││                                                            │
                │                                                        ││                                                            │
                │ MNIST's digits all fill 20×20 pixels, their balance    ││   Tab or a click puts another stage in front               │
                │ point in the middle. A network knows nothing else:     ││   =   and a digit keeps your drawing; m shows them         │
                │ press n and see the answer flip.                       ││                                                            │
                ╰─ i the lesson ─────────────────────────────────────────╯╰────────────────────────────────────────────────────────────╯
                 ↑↓←→ move  Space pen  e erase  c clear  u undo  n normalise  t test digit  = label  Tab stage  i why  ? help  q quit
                """#)
    }

    @Test func at80x24() throws {
        let model = try drawn(80, 24)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1 Train   2 Draw                                            softmax
                ╔═ Draw ════ pen up · 2.6 px ╗╭─ What relu sees ───────────╮╭─ relu says ──────╮
                ║                            ║│                            ││ ▀▀▀▄  90.0 %     │
                ║                            ║│                            ││  ▀▀▄  or 0 1.1 % │
                ║                            ║│            ░▄▄░            ││ ▄▄▄▀  run 14:02  │
                ║                            ║│            ░██░            ││                  │
                ║            ▒▓▒             ║│            ░██░            ││   0 ▏        1.1 │
                ║            ▓█▓             ║│            ░██░            ││   1 ▏        1.1 │
                ║            ▓█▓             ║│            ░██░            ││   2 ▏        1.1 │
                ▸            ▓+▓             ║│            ░██░            ││ ▸ 3 ██████▎ 90.0 │
                ║            ░▀░             ║│            ░██░            ││   4 ▏        1.1 │
                ║                            ║│            ░██░            ││   5 ▏        1.1 │
                ║                            ║│            ░██░            ││   6 ▏        1.1 │
                ║                            ║│            ░▀▀░            ││   7 ▏        1.1 │
                ║                            ║│                            ││   8 ▏        1.1 │
                ║                            ║│                            ││   9 ▏        1.1 │
                ╚═════════════▴══════════════╝╰─ n normalised ─────────────╯╰──────────────────╯
                ╭─ Every stage's verdict ──────────────────────────────────────── 1 of 2 say 3 ╮
                │   softmax     7   ███████████████████████████████▌      90.0 %  shipped      │
                │ ▸ relu        3   ███████████████████████████████▌      90.0 %  run 14:02    │
                │   adam        ·                                                 not trained  │
                │                                                                              │
                ╰──────────────────────────────────────────────────────────────────────────────╯
                 ↑↓←→ move  Space pen  e erase  c clear  u undo  n normalise  ? help  q quit
                """#)
    }

    @Test func at60x20() throws {
        let model = try drawn(60, 20)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1 Train   2 Draw                        softmax
                ╔═ Draw ════ pen up · 2.6 px ╗╭─ The answer of relu ───────╮
                ║                            ║│ ▀▀▀▄  90.0 %               │
                ║                            ║│  ▀▀▄  or 0 1.1 %           │
                ║                            ║│ ▄▄▄▀  run 14:02            │
                ║                            ║│                            │
                ║            ▒▓▒             ║│   0 ▎                  1.1 │
                ║            ▓█▓             ║│   1 ▎                  1.1 │
                ║            ▓█▓             ║│   2 ▎                  1.1 │
                ▸            ▓+▓             ║│ ▸ 3 ███████████████▎  90.0 │
                ║            ░▀░             ║│   4 ▎                  1.1 │
                ║                            ║│   5 ▎                  1.1 │
                ║                            ║│   6 ▎                  1.1 │
                ║                            ║│   7 ▎                  1.1 │
                ║                            ║│   8 ▎                  1.1 │
                ║                            ║│   9 ▎                  1.1 │
                ╚═════════════▴══════════════╝╰────────────────────────────╯
                 Tab ▸answer  what it sees  every stage

                 ↑↓←→ move  Space pen  e erase  c clear  ? help  q quit
                """#)
    }

    @Test func tabTurnsThePanelsAt60x20() throws {
        var model = try drawn(60, 20)
        LabFixture.press(&model, .tab)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1 Train   2 Draw                        softmax
                ╔═ Draw ════ pen up · 2.6 px ╗╭─ What relu sees ───────────╮
                ║                            ║│                            │
                ║                            ║│                            │
                ║                            ║│            ░▄▄░            │
                ║                            ║│            ░██░            │
                ║            ▒▓▒             ║│            ░██░            │
                ║            ▓█▓             ║│            ░██░            │
                ║            ▓█▓             ║│            ░██░            │
                ▸            ▓+▓             ║│            ░██░            │
                ║            ░▀░             ║│            ░██░            │
                ║                            ║│            ░██░            │
                ║                            ║│            ░██░            │
                ║                            ║│            ░▀▀░            │
                ║                            ║│                            │
                ║                            ║│                            │
                ╚═════════════▴══════════════╝╰─ n normalised ─────────────╯
                 Tab  answer ▸what it sees  every stage

                 ↑↓←→ move  Space pen  e erase  c clear  ? help  q quit
                """#)
    }

    @Test func theEmptyCanvasSaysWhatToDo() throws {
        let model = try DrawFixture.lab(80, 24)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1 Train   2 Draw                                            softmax
                ╭─ Draw ──── pen up · 2.6 px ╮╭─ What relu sees ───────────╮╭─ relu says ──────╮
                │                            ││                            ││                  │
                │  Space puts the pen down,  ││                            ││ Draw a digit:    │
                │      the arrows draw.      ││                            ││                  │
                │     Or drag the mouse.     ││                            ││ Space pen        │
                │                            ││        nothing yet         ││ ↑↓←→  draw       │
                │                            ││                            ││ mouse draws      │
                ▸             ▀              ││  Your digit appears here,  ││ t     test digit │
                │                            ││     scaled and centred     ││ L     load PNG   │
                │                            ││      as MNIST's are.       ││ [ ]   pen size   │
                │                            ││                            ││                  │
                │                            ││                            ││                  │
                │                            ││                            ││                  │
                │                            ││                            ││                  │
                │                            ││                            ││                  │
                ╰─────────────▴──────────────╯╰─ n normalised ─────────────╯╰──────────────────╯
                ╭─ Every stage's verdict ──────────────────────────────────────────────────────╮
                │   softmax     ·                                                 shipped      │
                │ ▸ relu        ·                                                 run 14:02    │
                │   adam        ·                                                 not trained  │
                │                                                                              │
                ╰──────────────────────────────────────────────────────────────────────────────╯
                 ↑↓←→ move  Space pen  e erase  c clear  u undo  n normalise  ? help  q quit
                """#)
    }

    /// Characters alone: the pen is a plus sign, every panel keeps its place.
    @Test func inASCII() throws {
        var model = try drawn(80, 24)
        model.state.context.glyphs = .ascii
        let context = model.state.context
        let text = model.view(context).degraded(to: .ascii).text
        #expect(text.unicodeScalars.allSatisfy { $0.isASCII })
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[9].hasPrefix(">"))
        #expect(lines[9].contains("+"))
        #expect(lines[9].contains("> 3 "))
    }
}
