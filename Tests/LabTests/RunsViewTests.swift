import Lab
import Testing

/// The Runs screen as text, drawn while `relu` trains.
@Suite struct RunsViewTests {
    @Test func at120x40() throws {
        let model = try ViewTests.model(4, 120, 40)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1 Train   2 Digits   3 Weights   4 Lesson   5 Runs                               Tiny 20 + 20   ▶ relu 3/10
                ╭─ Runs ─────────────────────────────────────────────────────────────────────────────────────────────────────── 2 of 2 ╮
                │   run ▾                  stage         learning rate     best     last    epochs      time  status         parameters│
                │▸  my best                adam                   0.01  98.00 %  97.00 %        10    12.5 s  finished            7,850│
                │   2026-11-21 14:02       softmax                0.01  92.00 %  91.00 %        10    12.5 s  finished            7,850│
                │                                                                                                                      │
                │                                                                                                                      │
                │                                                                                                                      │
                │                                                                                                                      │
                │                                                                                                                      │
                │                                                                                                                      │
                │                                                                                                                      │
                │                                                                                                                      │
                │                                                                                                                      │
                │                                                                                                                      │
                │                                                                                                                      │
                │                                                                                                                      │
                ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
                ╭─ Settings ───────────────────────── adam ╮╭─ Test accuracy ───────────────────────────────────────────────── my best ╮
                │ folder        adam-2                     ││80 % ┤                                                                 ⢀⠤⠊│
                │ started       2026-11-22 14:02           ││     │                                                               ⡠⠔⠁  │
                │ status        finished                   ││     │                                                            ⢀⠤⠊     │
                │ best          98.00 % in epoch 8         ││75 % ┤                                                          ⣀⠔⠁     ⣀⠔│
                │ lowest loss   0.25                       ││     │                                                       ⢀⡠⠊     ⢀⡠⠊  │
                │ length        10 epochs, 12.5 s          ││     │                                                     ⣀⠔⠁     ⣀⠔⠁    │
                │ data          Tiny                       ││70 % ┤                                                  ⢀⡠⠊      ⡠⠊       │
                │ optimizer     adam                       ││     │                                                ⣀⠔⠁     ⢀⠔⠉         │
                │ learning rate 0.01 •                     ││     │                                             ⢀⡠⠊      ⡠⠊⠁           │
                │ schedule      inverse-time               ││     │                                           ⣀⠔⠁     ⢀⠔⠉              │
                │ decay         0.001                      ││65 % ┤                                         ⡠⠊      ⡠⠊⠁                │
                │ batch size    100                        ││     │                                      ⢀⠔⠉     ⢀⠔⠉                   │
                │ epochs        10                         ││     │                                    ⡠⠊⠁     ⡠⠊⠁                     │
                │ dropout       0.25                       ││60 % ┤                                  ⠔⠉     ⢀⠔⠉                        │
                │ hidden units  20                         ││     │                                       ⡠⠒⠁                          │
                │ activation    relu                       ││     │                                    ⢀⠔⠊                             │
                │ seed          1                          ││55 % ┤                                  ⡠⠒⠁                               │
                │ threads       auto                       ││     └┬────────────────┬────────────────┬───────────────┬────────────────┬│
                │ parameters    7,850                      ││     0.0              0.5              1.0             1.5           epoch│
                ╰──────────────────────────────────────────╯╰─ v loss · z auto: from epoch 1 on ───────────────────────────────────────╯
                 Enter open  m overlay  v loss  p pin  o order  / filter  n name  e export  D delete  Space pause  ? help  q quit
                """#)
    }

    @Test func at80x24() throws {
        let model = try ViewTests.model(4, 80, 24)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1 Train   2 Digits   3 Weights   4 Lesson   5 Runs      ▶ relu 3/10
                ╭─ Runs ─────────────────────────────────────────────────────────────── 2 of 2 ╮
                │   run ▾                         stage         learning rate     best     last│
                │▸  my best                       adam                   0.01  98.00 %  97.00 %│
                │   2026-11-21 14:02              softmax                0.01  92.00 %  91.00 %│
                │                                                                              │
                │                                                                              │
                │                                                                              │
                │                                                                              │
                ╰──────────────────────────────────────────────────────────────────────────────╯
                ╭─ Test accuracy ───────────────────────────────────────────────────── my best ╮
                │80 % ┤                                                                   ⣀⡠⠤⠒⠉│
                │     │                                                              ⣀⠤⠔⠒⠉    ⣀│
                │     │                                                        ⢀⣀⠤⠔⠊⠉    ⣀⠤⠔⠒⠉ │
                │70 % ┤                                                   ⢀⡠⠤⠒⠊⠁   ⢀⣀⠤⠒⠊⠉      │
                │     │                                              ⣀⡠⠔⠒⠉⠁   ⢀⡠⠤⠒⠊⠁           │
                │     │                                         ⣀⠤⠔⠒⠉    ⣀⡠⠔⠒⠉⠁                │
                │60 % ┤                                    ⣀⠤⠒⠊⠉    ⣀⠤⠔⠊⠉                      │
                │     │                                       ⢀⣀⠤⠒⠊⠉                           │
                │     │                                    ⠤⠒⠉⠁                                │
                │     └┬─────────────────┬─────────────────┬────────────────┬─────────────────┬│
                │     0.0               0.5               1.0              1.5            epoch│
                ╰─ v loss · z auto: from epoch 1 on ───────────────────────────────────────────╯
                 Enter open  m overlay  v loss  p pin  o order  Space pause  ? help  q quit
                """#)
    }

    @Test func at60x20() throws {
        let model = try ViewTests.model(4, 60, 20)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1   2   3   4   5 Runs              ▶ relu 3/10
                ╭─ Runs ─────────────────────────────────────────── 2 of 2 ╮
                │   run ▾                      stage          best     last│
                │▸  my best                    adam        98.00 %  97.00 %│
                │   2026-11-21 14:02           softmax     92.00 %  91.00 %│
                │                                                          │
                │                                                          │
                │                                                          │
                ╰──────────────────────────────────────────────────────────╯
                ╭─ Test accuracy ───────────────────────────────── my best ╮
                │80 % ┤                                              ⣀⣀⠤⠔⠒⠉│
                │     │                                        ⣀⡠⠤⠒⠊⠉⢀⣀⠤⠔⠒⠉│
                │     │                                 ⢀⣀⠤⠔⠒⠉⠉⢀⣀⠤⠔⠒⠉⠁     │
                │     │                           ⣀⡠⠤⠒⠒⠉⠁⢀⣀⠤⠔⠒⠉⠁           │
                │60 % ┤                          ⠉ ⢀⣀⠤⠔⠒⠉⠁                 │
                │     │                          ⠒⠉⠁                       │
                │     └┬────────────┬────────────┬───────────┬────────────┬│
                │     0.0          0.5          1.0         1.5       epoch│
                ╰─ v loss · z auto: from epoch 1 on ───────────────────────╯
                 Enter open  m overlay  v loss  Space pause  ? help  q quit
                """#)
    }
}
