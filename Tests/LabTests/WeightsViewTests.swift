import Lab
import Testing

/// The Weights screen as text, drawn while `relu` trains.
@Suite struct WeightsViewTests {
    @Test func at120x40() throws {
        let model = try ViewTests.model(2, 120, 40)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1 Train   2 Digits   3 Weights   4 Lesson   5 Runs                               Tiny 20 + 20   ▶ relu 3/10
                ╭─ Layers ───────────── relu ╮╭─ hidden_layer_1 ─────────────────────────────────────────────────────────── 20 neurons ╮
                │  flatten                784││                                                                                        ┃
                │▸ hidden_layer_1   dead 25 %││                                                                                        ┃
                │  output_layer            10││                                                                                        ┃
                ╰────────────────────────────╯│                                                                                        ┃
                ╭─ Input ───── digit 0, is 0 ╮│                                                                                        ┃
                │                            ││                                                                                        ┃
                │                            ││                                                                                        ┃
                │                            ││       1              2              3              4              5                    ┃
                │                            ││                                                                                        ┃
                │                            ││                                                                                        ┃
                │                            ││                                                                                        ┃
                │                            ││                                                                                        ┃
                │                            ││                                                                                        ┃
                │                            ││                                                                                        ┃
                │                            ││                                                                                        ┃
                │                            ││       6              7              8              9              10                   ┃
                │                            ││                                                                                        ┃
                │                            ││                                                                                        ┃
                │                            ││                                                                                        │
                │                            ││                                                                                        │
                │                            ││                                                                                        │
                │                            ││                                                                                        │
                │                            ││                                                                                        │
                │                            ││       11             12             13             14             15                   │
                │                            ││                                                                                        │
                │                            │╰─ ■ speaks for it  ■ against   1–15 of 20 ──────────────────────────────────────────────╯
                │                            │╭─ Spread of hidden_layer_1 ────────────────────────────────────────── dead ReLUs 25.0 % ╮
                │                            ││weights  -4 … 4       biases  0 … 1         activations  0 … 5    weights now           │
                │                            ││  │▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀ 1.0 ┤████████████████ 5 ┤██████████████████         ▁████▁        │
                │                            ││  │▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀     │████████████████   │██████████████████         ██████        │
                │                            ││  │▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀     │████████████████   │▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀         ██████        │
                │                            ││0 ┤▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀ 0.5 ┤████████████████   │▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀       ▄▄██████▄▄      │
                │                            ││  │▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀     │████████████████   │██████████████████      ▅██████████▅     │
                │                            ││  │▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀ 0.0 ┤████████████████ 0 ┤██████████████████   ▁▆▆████████████▆▆▁  │
                │                            ││  └┬────────┬───────┬     └┬───────┬──────┬   └┬────────┬───────┬ ▇▇██████████████████▇▇│
                │                            ││   0        1   epoch      0       1  epoch    0        1   epoch -4         0         4│
                ╰────────────────────────────╯╰────────────────────────────────────────────────────────────────────────────────────────╯
                 ↑↓ layer  v maps  [ ] digit  o drawing  Tab panel  Space pause  : palette  ? help  q quit
                """#)
    }

    @Test func at80x24() throws {
        let model = try ViewTests.model(2, 80, 24)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1 Train   2 Digits   3 Weights   4 Lesson   5 Runs      ▶ relu 3/10
                ╭─ Layers ─────────── relu ╮╭─ hidden_layer_1 ───────────────────── 20 neurons ╮
                │  flatten              784││                                                  ┃
                │▸ hidden_layer_1 dead 25 %││                                                  ┃
                │  output_layer          10││                                                  ┃
                ╰──────────────────────────╯│                                                  ┃
                ╭─ Input ─── digit 0, is 0 ╮│                                                  ┃
                │                          ││                                                  │
                │                          ││                                                  │
                │       ▀▀▀▀               ││       1              2              3            │
                │                          ││                                                  │
                │                          ││                                                  │
                │                          ││                                                  │
                │                          ││                                                  │
                │                          ││                                                  │
                │                          ││                                                  │
                │                          ││                                                  │
                │       ▀▀▀▀               ││                                                  │
                │                          ││                                                  │
                │                          ││                                                  │
                │                          ││                                                  │
                │                          ││       4              5              6            │
                ╰──────────────────────────╯╰─ ■ speaks for it  ■ against   1–6 of 20 ─────────╯
                 ↑↓ layer  v maps  [ ] digit  o drawing  Tab panel  Space pause  ? help  q quit
                """#)
    }

    @Test func at60x20() throws {
        let model = try ViewTests.model(2, 60, 20)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1   2   3 Weights   4   5           ▶ relu 3/10
                ╭─ Layers ─────────────────────────────────────────── relu ╮
                │  flatten                                              784│
                │▸ hidden_layer_1                                 dead 25 %│
                │  output_layer                                          10│
                │                                                          │
                │                                                          │
                │                                                          │
                │                                                          │
                │                                                          │
                │                                                          │
                │                                                          │
                │                                                          │
                │                                                          │
                │                                                          │
                │                                                          │
                │                                                          │
                │                                                          │
                ╰──────────────────────────────────────────────────────────╯
                 ↑↓ layer  v maps  [ ] digit  Space pause  ? help  q quit
                """#)
    }
}
