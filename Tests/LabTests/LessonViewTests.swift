import Lab
import Testing

/// The Lesson screen as text, drawn while `relu` trains.
@Suite struct LessonViewTests {
    @Test func at120x40() throws {
        let model = try ViewTests.model(3, 120, 40)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1 Train   2 Digits   3 Weights   4 Lesson   5 Runs                               Tiny 20 + 20   ▶ relu 3/10
                ╭─ Contents ─────────────── 1 of 1 ╮╭─ Lesson: softmax ────────────────────────────────────────────────────────────────╮
                │▸ Softmax                         ││ Softmax                                                                          │
                │  The plateau                     ││ ───────                                                                          │
                │  ? Why ten?                      ││ Ten sums.                                                                        │
                │                                  ││                                                                                  │
                │                                  ││ The plateau                                                                      │
                │                                  ││ ───────────                                                                      │
                │                                  ││ Flat r places have no slope.                                                     │
                │                                  ││                                                                                  │
                │                                  ││ ▸ Why ten?                                                                       │
                │                                  ││   Enter shows the answer                                                         │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                │                                  ││                                                                                  │
                ╰──────────────────────────────────╯╰──────────────────────────────────────────────────────────────────────────────────╯
                 ↑↓ section  Enter answer  o all answers  [ ] other lessons  Tab panel  Space pause  : palette  ? help  q quit
                """#)
    }

    @Test func at80x24() throws {
        let model = try ViewTests.model(3, 80, 24)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1 Train   2 Digits   3 Weights   4 Lesson   5 Runs      ▶ relu 3/10
                ╭─ Contents ───── 1 of 1 ╮╭─ Lesson: softmax ──────────────────────────────────╮
                │▸ Softmax               ││ Softmax                                            │
                │  The plateau           ││ ───────                                            │
                │  ? Why ten?            ││ Ten sums.                                          │
                │                        ││                                                    │
                │                        ││ The plateau                                        │
                │                        ││ ───────────                                        │
                │                        ││ Flat r places have no slope.                       │
                │                        ││                                                    │
                │                        ││ ▸ Why ten?                                         │
                │                        ││   Enter shows the answer                           │
                │                        ││                                                    │
                │                        ││                                                    │
                │                        ││                                                    │
                │                        ││                                                    │
                │                        ││                                                    │
                │                        ││                                                    │
                │                        ││                                                    │
                │                        ││                                                    │
                │                        ││                                                    │
                │                        ││                                                    │
                ╰────────────────────────╯╰────────────────────────────────────────────────────╯
                 ↑↓ section  Enter answer  o all answers  Space pause  ? help  q quit
                """#)
    }

    @Test func at60x20() throws {
        let model = try ViewTests.model(3, 60, 20)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1   2   3   4 Lesson   5            ▶ relu 3/10
                ╭─ Lesson: softmax ────────────────────────────────────────╮
                │ Softmax                                                  │
                │ ───────                                                  │
                │ Ten sums.                                                │
                │                                                          │
                │ The plateau                                              │
                │ ───────────                                              │
                │ Flat r places have no slope.                             │
                │                                                          │
                │ ▸ Why ten?                                               │
                │   Enter shows the answer                                 │
                │                                                          │
                │                                                          │
                │                                                          │
                │                                                          │
                │                                                          │
                │                                                          │
                ╰──────────────────────────────────────────────────────────╯
                 ↑↓ scroll  PgDn on  Space pause  ? help  q quit
                """#)
    }
}
