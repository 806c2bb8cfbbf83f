import Lab
import Testing

/// The Digits screen as text, drawn while `relu` trains.
@Suite struct DigitsViewTests {
    @Test func at120x40() throws {
        let model = try ViewTests.model(1, 120, 40)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1 Train   2 Digits   3 Weights   4 Lesson   5 Runs                               Tiny 20 + 20   ▶ relu 3/10
                ╭─ Confusion matrix ───────────────────── test 85.00 % ╮╭─ Test digits: all ──────────────────────────── wrong 3 of 20 ╮
                │   taken for                                          ││                                                              ┃
                │      0    1    2    3    4    5    6    7    8    9  ││       ▀▀            ▀▀             ▀▀           ▀▀           ┃
                │ 0    2    ·    ·    ·    ·    ·    ·    ·    ·    ·  ││                                                              ┃
                │ 1    ·    2    ·    ·    ·    ·    ·    ·    ·    ·  ││                                                              ┃
                │ 2    ·    ·    2    ·    ·    ·    ·    ·    ·    ·  ││                                                              ┃
                │ 3    ·    ·    ·    2    ·    ·    ·    ·    ·    ·  ││       ▀▀            ▀▀             ▀▀           ▀▀           ┃
                │ 4    ·    ·    ·    ·    ·    ·    ·    ·    ·    2  ││                                                              ┃
                │ 5    ·    ·    ·    ·    ·    2    ·    ·    ·    ·  ││▸1 ✗ 95 % is 7  9 ✗ 90 % is 4  9 ✗ 60 % is 4  0 ✓ 75 %        ┃
                │ 6    ·    ·    ·    ·    ·    ·    2    ·    ·    ·  ││                                                              ┃
                │ 7    ·    1    ·    ·    ·    ·    ·    1    ·    ·  ││                                                              ┃
                │ 8    ·    ·    ·    ·    ·    ·    ·    ·    2    ·  ││    ▀▀              ▀▀             ▀▀              ▀▀         ┃
                │ 9    ·    ·    ·    ·    ·    ·    ·    ·    ·    2  ││                                                              ┃
                ╰──────────────────────────────────────────────────────╯│                                                              ┃
                ╭─ Digit 7 ────────────────────────────────────── is 7 ╮│                                                              ┃
                │                              ✗ says 0, 10.0 %, is 7  ││    ▀▀              ▀▀             ▀▀              ▀▀         ┃
                │                                                      ││                                                              ┃
                │                              ▸ 0  █▎            10.0 ││ 1 ✓ 75 %       2 ✓ 75 %       3 ✓ 75 %       5 ✓ 75 %        ┃
                │                                                      ││                                                              ┃
                │                                1  █▎            10.0 ││                                                              ┃
                │                                                      ││       ▀▀              ▀▀             ▀▀         ▀▀           ┃
                │                                2  █▎            10.0 ││                                                              ┃
                │                                                      ││                                                              ┃
                │                                3  █▎            10.0 ││                                                              ┃
                │                                                      ││       ▀▀              ▀▀             ▀▀         ▀▀           ┃
                │                                4  █▎            10.0 ││                                                              ┃
                │                                                      ││ 6 ✓ 75 %       8 ✓ 75 %       9 ✓ 75 %       0 ✓ 75 %        ┃
                │                                5  █▎            10.0 ││                                                              ┃
                │                                                      ││                                                              ┃
                │                                6  █▎            10.0 ││    ▀▀              ▀▀             ▀▀              ▀▀         │
                │                                                      ││                                                              │
                │                                7✓ █▎            10.0 ││                                                              │
                │                                                      ││                                                              │
                │                                8  █▎            10.0 ││    ▀▀              ▀▀             ▀▀              ▀▀         │
                │                                                      ││                                                              │
                │                                9  █▎            10.0 ││ 1 ✓ 75 %       2 ✓ 75 %       3 ✓ 75 %       5 ✓ 75 %        │
                │                                                      ││                                                              │
                ╰──────────────────────────────────────────────────────╯╰─ 1 of 20 ────────────────────────────────────────────────────╯
                 ↑↓←→ digit  PgDn on  w wrong  c class  a all  Tab panel  Space pause  : palette  ? help  q quit
                """#)
    }

    @Test func at80x24() throws {
        let model = try ViewTests.model(1, 80, 24)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1 Train   2 Digits   3 Weights   4 Lesson   5 Runs      ▶ relu 3/10
                ╭─ Test digits: all ──────────── wrong 3 of 20 ╮╭─ Digit 7 ────────────── is 7 ╮
                │                                              ┃│                              │
                │       ▀▀            ▀▀             ▀▀        ┃│                              │
                │                                              ┃│                              │
                │                                              ┃│                              │
                │                                              ┃│                              │
                │       ▀▀            ▀▀             ▀▀        ││                              │
                │                                              ││                              │
                │▸1 ✗ 95 % is 7  9 ✗ 90 % is 4  9 ✗ 60 % is 4  ││                              │
                │                                              ││                              │
                │                                              ││                              │
                │                                              ││                              │
                │                                              ││                              │
                │                                              ││                              │
                │    ▀▀             ▀▀              ▀▀         ││                              │
                │                                              ││✗ says 0, 10.0 %, is 7        │
                │                                              ││▸ 0  ▍    10.0   5  ▌     10.0│
                │                                              ││  1  ▍    10.0   6  ▌     10.0│
                │    ▀▀             ▀▀              ▀▀         ││  2  ▍    10.0   7✓ ▌     10.0│
                │                                              ││  3  ▍    10.0   8  ▌     10.0│
                │ 0 ✓ 75 %       1 ✓ 75 %       2 ✓ 75 %       ││  4  ▍    10.0   9  ▌     10.0│
                ╰─ 1 of 20 ────────────────────────────────────╯╰──────────────────────────────╯
                 ↑↓←→ digit  PgDn on  w wrong  c class  a all  Space pause  ? help  q quit
                """#)
    }

    @Test func at60x20() throws {
        let model = try ViewTests.model(1, 60, 20)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1   2 Digits   3   4   5            ▶ relu 3/10
                ╭─ Test digits: all ──────────────────────── wrong 3 of 20 ╮
                │                                                          ┃
                │       ▀▀            ▀▀             ▀▀                    ┃
                │                                                          ┃
                │                                                          ┃
                │                                                          │
                │       ▀▀            ▀▀             ▀▀                    │
                │                                                          │
                │▸1 ✗ 95 % is 7  9 ✗ 90 % is 4  9 ✗ 60 % is 4              │
                │                                                          │
                │    ▀▀             ▀▀              ▀▀                     │
                │                                                          │
                │                                                          │
                │                                                          │
                │    ▀▀             ▀▀              ▀▀                     │
                │                                                          │
                │ 0 ✓ 75 %       1 ✓ 75 %       2 ✓ 75 %                   │
                ╰─ 1 of 20 ────────────────────────────────────────────────╯
                 ↑↓←→ digit  PgDn on  w wrong  Space pause  ? help  q quit
                """#)
    }
}
