import Lab
import Testing

/// The Train screen as text, drawn while `relu` trains.
@Suite struct TrainViewTests {
    @Test func at120x40() throws {
        let model = try ViewTests.model(0, 120, 40)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1 Train   2 Digits   3 Weights   4 Lesson   5 Runs                               Tiny 20 + 20   ▶ relu 3/10
                ╭─ Stages ──────────── best here ╮╭─ Accuracy ────────────────────────── test 75.00 %  best 75.00 % @ 2  train 80.00 % ╮
                │  1 softmax               92.0 %││80 % ┤                                                                       ⢀⣀⠤⠤⠒⠒⠉│
                │▸ 2 relu ▶                75.0 %││     │                                                                ⣀⣀⠤⠔⠒⠊⠉⠁ ⣀⣀⠤⠤⠒│
                │  3 adam                  98.0 %││70 % ┤                                                        ⢀⣀⡠⠤⠔⠒⠉⠉  ⣀⡠⠤⠔⠒⠊⠉     │
                │ negative becomes zero          ││     │                                                 ⢀⣀⠤⠤⠒⠒⠉⠁ ⢀⣀⡠⠤⠒⠒⠉⠉            │
                │                                ││     │                                          ⣀⣀⠤⠔⠒⠊⠉⠁ ⣀⣀⠤⠤⠒⠊⠉⠁                   │
                │                                ││60 % ┤                                       ⠒⠉⠉  ⣀⡠⠤⠔⠒⠊⠉                           │
                ╰────────────────────────────────╯│     │                                       ⠤⠒⠒⠉⠉                                  │
                ╭─ Hyperparameters ── notebook's ╮│     └┬──────────────────┬───────────────────┬──────────────────┬──────────────────┬│
                │▸ optimizer       sgd           ││     0.0                0.5                 1.0                1.5             epoch│
                │  learning rate   0.005         │╰─ z auto: from epoch 1 on ──────────────────────────────────────────────────────────╯
                │  schedule        constant      │╭─ Loss ────────────────────────────────────── test 0.9  lowest ◆ 0.9 @ 2  train 0.8 ╮
                │  momentum        0             ││    │                                       ⠐⠢⠤⣀⣀                                   │
                │  nesterov        off           ││1.2 ┤                                       ⢀⡀   ⠉⠑⠒⠤⢄⣀⡀                            │
                │  batch size      100           ││    │                                        ⠈⠉⠒⠒⠤⢄⣀   ⠈⠉⠒⠢⠤⣀⣀                      │
                │  epochs          10            ││    │                                               ⠉⠑⠒⠢⠤⣀⡀   ⠉⠑⠒⠤⢄⣀⡀               │
                │  hidden units    20            ││1.0 ┤                                                     ⠈⠉⠒⠒⠤⢄⣀   ⠈⠉⠒⠢⠤⣀⣀         │
                │  activation      relu          ││    │                                                            ⠉⠑⠒⠢⠤⣀⡀   ⠉⠑⠒⠤⢄⣀⡀  │
                │  seed            1             ││    │                                                                  ⠈⠉⠒⠒⠤⢄⣀   ⠈⠉◆│
                │  threads         auto          ││0.8 ┤                                                                         ⠉⠑⠒⠢⠤⣀│
                │  dataset         tiny          ││    └┬───────────────────┬──────────────────┬───────────────────┬──────────────────┬│
                │                                ││    0.0                 0.5                1.0                 1.5             epoch│
                │                                │╰─ z auto: from epoch 1 on ──────────────────────────────────────────────────────────╯
                │                                │ epoch 3/10    ██████████████████░░░░░░  75 %  34,812 images/s  1.0 s/epoch
                │                                │ run           ██████▋░░░░░░░░░░░░░░░░░  28 %  1:05  2:05 left
                │                                │ learning rate 0.005   batch 100   step 2   Haswell, 2 threads
                │                                │
                ╰────────────────────────────────╯
                ╭─ Test digits ───────────────────────────────────────────────────────────────────────────────────────── wrong 3 of 20 ╮
                │                                                                                                                      │
                │      ▀▀                 ▀▀             ▀▀                                                                            │
                │                                                                                                                      │
                │                                                                                                                      │
                │                                                                                                                      │
                │      ▀▀                 ▀▀             ▀▀                                                                            │
                │                                                                                                                      │
                │ 9 ✗ 90 % is 4     1 ✗ 95 % is 7     1 ✓ 75 %                                                                         │
                ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
                 Space pause  s batch  S epoch  r restart  x stop  Tab panel  ↑↓ stage  z scale  m smooth  a axis  ? help  q quit
                """#)
    }

    @Test func at80x24() throws {
        let model = try ViewTests.model(0, 80, 24)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1 Train   2 Digits   3 Weights   4 Lesson   5 Runs      ▶ relu 3/10
                ╭─ Stages ────────── best here ╮╭─ Accuracy ─── test 75.00 %  best 75.00 % @ 2 ╮
                │  1 softmax             92.0 %││80 % ┤                                      ⡠⠊│
                │▸ 2 relu ▶              75.0 %││     │                                    ⢀⠜  │
                │  3 adam                98.0 %││75 % ┤                                  ⢀⠔⠁  ⢀│
                ╰──────────────────────────────╯│     │                                 ⡰⠁  ⢀⠔⠁│
                ╭─ Hyperparameters ── notebook ╮│     │                               ⡠⠊   ⡠⠊  │
                │▸ optimizer       sgd         ││70 % ┤                             ⢠⠊   ⡠⠊    │
                │  learning rate   0.005       ││     │                           ⢀⠔⠁  ⢀⠜      │
                │  schedule        constant    ││     │                          ⡔⠁  ⢀⠔⠁       │
                │  momentum        0           ││65 % ┤                        ⡠⠊   ⡰⠁         │
                │  nesterov        off         ││     │                      ⡠⠊   ⡠⠊           │
                │  batch size      100         ││     │                    ⢀⠔⠁  ⢀⠎             │
                │  epochs          10          ││60 % ┤                    ⠁  ⢀⠔⠁              │
                │  hidden units    20          ││     │                      ⡔⠁                │
                │  activation      relu        ││55 % ┤                    ⡠⠊                  │
                │  seed            1           ││     └┬─────────┬─────────┬────────┬─────────┬│
                │  threads         auto        ││     0.0       0.5       1.0      1.5    epoch│
                │  dataset         tiny        │╰─ z auto: from epoch 1 on ────────────────────╯
                │                              │ epoch 3/10    ██████░░  75 %  34,812 images/s
                │                              │ run           ██▎░░░░░  28 %  1:05  2:05 left
                │                              │ learning rate 0.005
                ╰──────────────────────────────╯
                 Space pause  s batch  S epoch  r restart  x stop  Tab panel  ? help  q quit
                """#)
    }

    @Test func at60x20() throws {
        let model = try ViewTests.model(0, 60, 20)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1 Train   2   3   4   5             ▶ relu 3/10
                ╭─ Stages ────────────────────────────────────── best here ╮
                │  1 softmax                                         92.0 %│
                │▸ 2 relu ▶                                          75.0 %│
                │  3 adam                                            98.0 %│
                │ negative becomes zero                                    │
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
                 epoch 3/10    ███████████████░░░░░  75 %  34,812 images/s
                 run           █████▌░░░░░░░░░░░░░░  28 %  1:05  2:05 left
                 learning rate 0.005   batch 100   step 2
                 Space pause  s batch  S epoch  r restart  ? help  q quit
                """#)
    }
}
