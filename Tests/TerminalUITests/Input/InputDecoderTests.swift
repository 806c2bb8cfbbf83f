import Testing
import TerminalUI

/// What the bytes of a terminal mean.
@Suite struct InputDecoderTests {
    /// As terminfo has them for xterm and for the Linux console.
    private static let xterm: [[UInt8]: Key?] = [
        bytes("\u{1B}OA"): .up, bytes("\u{1B}OM"): .enter, bytes("\u{1B}[3~"): .delete, bytes("\u{1B}[1;2A"): .shiftUp,
        bytes("\u{1B}OE"): Key?.none,
    ]
    private static let console: [[UInt8]: Key?] = [bytes("\u{1B}[[A"): .function(1), bytes("\u{1B}[A"): .up]

    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// All events of a text that comes at once, or byte by byte with a pause after each, and is over.
    private func events(
        _ bytes: [UInt8], keys: [[UInt8]: Key?] = xterm, pause: Duration? = nil
    ) -> [Event] {
        var decoder = InputDecoder(keys: keys)
        var time = Duration.zero
        var outputs: [InputDecoder.Output] = []
        if let pause {
            for byte in bytes {
                outputs += decoder.decode([byte], at: time)
                time += pause
                outputs += decoder.expire(at: time)
            }
        } else {
            outputs = decoder.decode(bytes, at: time)
        }
        while let deadline = decoder.deadline {
            outputs += decoder.expire(at: deadline)
            if decoder.deadline == deadline { break }
        }
        return outputs.compactMap { if case .event(let event) = $0 { event } else { nil } }
    }

    private func events(_ text: String, keys: [[UInt8]: Key?] = xterm, pause: Duration? = nil) -> [Event] {
        events(Self.bytes(text), keys: keys, pause: pause)
    }

    private func answers(_ text: String) -> [TerminalAnswer] {
        var decoder = InputDecoder()
        return decoder.decode(text.utf8, at: .zero).compactMap {
            if case .answer(let answer) = $0 { answer } else { nil }
        }
    }

    @Test(
        arguments: [
            ("q", .character("q")), (" ", .character(" ")), ("ö", .character("ö")), ("漢", .character("漢")),
            ("\u{1F600}", .character("\u{1F600}")), ("\r", .enter), ("\n", .enter), ("\t", .tab),
            ("\u{7F}", .backspace),
            ("\u{8}", .backspace), ("\u{0}", .control(" ")), ("\u{12}", .control("r")), ("\u{1B}", .escape),
            ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}OB", .down), ("\u{1B}[D", .left), ("\u{1B}[C", .right),
            ("\u{1B}[H", .home), ("\u{1B}[1~", .home), ("\u{1B}OF", .end), ("\u{1B}[5~", .pageUp),
            ("\u{1B}[6~", .pageDown),
            ("\u{1B}[2~", .insert), ("\u{1B}[3~", .delete), ("\u{1B}[Z", .backTab), ("\u{1B}[1;2A", .shiftUp),
            ("\u{1B}[1;2D", .shiftLeft), ("\u{1B}OP", .function(1)), ("\u{1B}[15~", .function(5)),
            ("\u{1B}[17~", .function(6)), ("\u{1B}[24~", .function(12)), ("\u{1B}[34~", .function(20)),
            ("\u{1B}OM", .enter), ("\u{1B}Op", .character("0")), ("\u{1B}x", .alt("x")), ("\u{1B}ö", .alt("ö")),
            ("\u{1B}[", .alt("[")), ("\u{1B}]", .alt("]")), ("\u{1B}O", .alt("O")), ("\u{1B}[[C", .function(3)),
        ] as [(String, Key)])
    func oneKey(text: String, key: Key) {
        #expect(events(text) == [.key(key)])
        // In pieces it is the same, but for a pause behind Esc that is as long as Esc itself waits.
        #expect(events(text, pause: .milliseconds(20)) == [.key(key)])
    }

    @Test func keysOfTheTerminalsDescriptionComeFirst() {
        #expect(events("\u{1B}[[A\u{1B}[A", keys: Self.console) == [.key(.function(1)), .key(.up)])
        // Known, but without a meaning here.
        #expect(events("\u{1B}OEx") == [.key(.character("x"))])
        // Wyse's arrows; a key that is the beginning of another.
        let keys: [[UInt8]: Key?] = [Self.bytes("\u{1B}A"): .up, Self.bytes("\u{1B}AB"): .down]
        #expect(events("\u{1B}A", keys: keys) == [.key(.up)])
        #expect(events("\u{1B}AB\u{1B}Ax", keys: keys) == [.key(.down), .key(.up), .key(.character("x"))])
    }

    @Test func aLoneEscapeIsTheKeyAfterFortyMilliseconds() {
        var decoder = InputDecoder(keys: Self.xterm)
        #expect(decoder.decode([0x1B], at: .seconds(5)).isEmpty)
        #expect(decoder.deadline == .seconds(5) + .milliseconds(40))
        #expect(decoder.expire(at: .milliseconds(5_039)).isEmpty)
        #expect(decoder.expire(at: .milliseconds(5_040)) == [.event(.key(.escape))])
        #expect(decoder.deadline == nil)
        // Two in a row are two.
        #expect(events("\u{1B}\u{1B}") == [.key(.escape), .key(.escape)])
    }

    /// What a terminal can say of itself, or that it echoes of another program.
    static let swallowed = [
        "\u{1B}]11;rgb:ffff/ffff/ffff\u{7}", "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\", "\u{1B}]52;c;cXNyeA==\u{7}",
        "\u{1B}]4;1;rgb:cd/00/00\u{1B}\\", "\u{1B}]lq title\u{1B}\\", "\u{1B}P1$r0m\u{1B}\\",
        "\u{1B}P>|XTerm(390)\u{1B}\\",
        "\u{1B}P1+r544e=787465726d\u{1B}\\", "\u{1B}P!|7E565445\u{1B}\\", "\u{1B}_Gi=31;OK\u{1B}\\",
        "\u{1B}^qx\u{1B}\\",
        "\u{1B}Xqrs\u{1B}\\", "\u{1B}[?1;2c", "\u{1B}[>41;390;0c", "\u{1B}[24;80R", "\u{1B}[?2026;2$y",
        "\u{1B}[8;24;80t",
        "\u{1B}[I", "\u{1B}[O", "\u{1B}[?997;1n", "\u{1B}[97;5u", "\u{1B}[27;5;9~", "\u{1B}[<0;0;0M",
        "\u{1B}[1;5C", "\u{1B}[200;1H", "\u{1B}[32;10;10M",
    ]

    /// None of it presses a key, at once or byte by byte, however slowly it comes behind its first two bytes.
    @Test(arguments: swallowed) func answersAreNoKeys(text: String) {
        #expect(events(text + "z") == [.key(.character("z"))])
        #expect(events(text + "z", pause: .milliseconds(30)) == [.key(.character("z"))])
        var decoder = InputDecoder(keys: Self.xterm)
        var outputs = decoder.decode(text.utf8.prefix(2), at: .zero)
        var time = Duration.zero
        for byte in text.utf8.dropFirst(2) {
            time += .milliseconds(900)
            outputs += decoder.expire(at: time) + decoder.decode([byte], at: time)
        }
        outputs += decoder.decode("z".utf8, at: time)
        #expect(
            outputs.filter { if case .event = $0 { true } else { false } } == [.event(.key(.character("z")))],
            "\(outputs)")
    }

    /// Where the pause lies behind Esc it has become the key; what follows is still no key.
    @Test(arguments: swallowed.filter { !$0.hasPrefix("\u{1B}[I") && !$0.hasPrefix("\u{1B}[O") })
    func aLateRestIsNoKeys(text: String) {
        var decoder = InputDecoder(keys: Self.xterm)
        var outputs = decoder.decode([0x1B], at: .zero)
        outputs += decoder.expire(at: .milliseconds(40))
        outputs += decoder.decode(text.utf8.dropFirst(), at: .milliseconds(300))
        #expect(
            outputs.filter { if case .event = $0 { true } else { false } } == [.event(.key(.escape))], "\(outputs)")
    }

    /// Esc and then a bracket are two keys of somebody who types.
    @Test(arguments: ["[", "]", "P", "O"]) func keysBehindEscapeAreKeys(text: Character) {
        var decoder = InputDecoder(keys: Self.xterm)
        var outputs = decoder.decode([0x1B], at: .zero) + decoder.expire(at: .milliseconds(40))
        outputs += decoder.decode(String(text).utf8, at: .milliseconds(500))
        outputs += decoder.expire(at: .milliseconds(700))
        #expect(outputs == [.event(.key(.escape)), .event(.key(.character(text)))])
        outputs = decoder.decode(String(text).utf8, at: .milliseconds(800))
        #expect(outputs == [.event(.key(.character(text)))])
        // The next key ends the waiting as well.
        outputs = decoder.decode([0x1B], at: .seconds(2)) + decoder.expire(at: .seconds(3))
        outputs += decoder.decode("\(text)\u{1}".utf8, at: .milliseconds(3_100))
        #expect(outputs.suffix(2) == [.event(.key(.character(text))), .event(.key(.control("a")))])
    }

    @Test func pastesAreOneEvent() {
        let paste = "\u{1B}[200~q https://example.org/\r\n\u{1B}[A x\u{1B}[201~"
        let expected: [Event] = [.paste("q https://example.org/\r\n\u{1B}[A x"), .key(.character("z"))]
        #expect(events(paste + "z") == expected)
        #expect(events(paste + "z", pause: .milliseconds(30)) == expected)
        #expect(events("\u{1B}[200~\u{1B}[201~") == [.paste("")])
        // What looks like the end, and is not.
        #expect(events("\u{1B}[200~a\u{1B}[20\u{1B}[201~") == [.paste("a\u{1B}[20")])
        // An end without a beginning.
        #expect(events("\u{1B}[201~a") == [.key(.character("a"))])
    }

    @Test func aPasteKeepsNoMoreThanItsLimit() {
        let long = String(repeating: "x", count: InputDecoder.pasteLimit + 100)
        let found = events("\u{1B}[200~\(long)\u{1B}[201~q")
        #expect(found.count == 2 && found.last == .key(.character("q")))
        if case .paste(let text)? = found.first { #expect(text.utf8.count == InputDecoder.pasteLimit) }
    }

    @Test func theMouseInBothForms() {
        func mouse(_ kind: MouseEvent.Kind, _ button: MouseEvent.Button, _ column: Int, _ row: Int) -> Event {
            .mouse(MouseEvent(kind, button: button, at: Point(column: column, row: row)))
        }
        let decimal = "\u{1B}[<2;5;3M\u{1B}[<35;6;3M\u{1B}[<34;6;3M\u{1B}[<2;6;3m\u{1B}[<64;1;1M\u{1B}[<65;300;200M"
        let expected = [
            mouse(.press, .right, 4, 2), mouse(.drag, .right, 5, 2), mouse(.release, .right, 5, 2),
            mouse(.scrollUp, .middle, 0, 0), mouse(.scrollDown, .middle, 299, 199),
        ]
        #expect(events(decimal) == expected)
        #expect(events(decimal, pause: .milliseconds(30)) == expected)
        // Bytes beyond ASCII are columns beyond 95, not characters.
        let old: [UInt8] = [0x1B, 0x5B, 0x4D, 32, 33 + 4, 33 + 2, 0x1B, 0x5B, 0x4D, 35, 33 + 150, 33 + 2]
        #expect(events(old) == [mouse(.press, .left, 4, 2), mouse(.release, .left, 150, 2)])
        let modified = events("\u{1B}[<20;1;1M")
        #expect(
            modified == [.mouse(MouseEvent(.press, modifiers: [.shift, .control], at: Point(column: 0, row: 0)))])
    }

    @Test(
        arguments: [
            ("rgb:ffff/ffff/ffff", .light), ("rgb:00/2b/36", .dark), ("rgba:1c1c/1c1c/1c1c/ffff", .dark),
            ("rgb:f/f/e", .light),
            ("#fdf6e3", .light), ("#000", .dark), ("rgb:ff/ff", nil), ("rgb:zz/00/00", nil), ("?", nil), ("", nil),
            ("#12", nil), ("rgb:fffff/0/0", nil),
        ] as [(String, TerminalBackground?)])
    func backgroundsAreRead(text: String, background: TerminalBackground?) {
        for end in ["\u{7}", "\u{1B}\\"] {
            #expect(answers("\u{1B}]11;\(text)\(end)") == (background.map { [.background($0)] } ?? []))
        }
    }

    @Test func otherAnswers() {
        #expect(answers("\u{1B}[?2026;2$y\u{1B}[?1;2c") == [.synchronizedOutput(true), .attributes])
        #expect(answers("\u{1B}[?2026;0$y") == [.synchronizedOutput(false)])
        #expect(answers("\u{1B}[?2026;4$y\u{1B}[?1000;1$y\u{1B}[c") == [.synchronizedOutput(false)])
    }

    /// A string that never ends takes a bounded part of memory, and time: then keys are keys again.
    @Test func whatNeverEndsIsGivenUp() {
        for start in ["\u{1B}]11;", "\u{1B}P1$r", "\u{1B}_G", "\u{1B}[1;"] {
            var decoder = InputDecoder(keys: Self.xterm)
            var outputs = decoder.decode(start.utf8, at: .zero)
            for _ in 0..<20 { outputs += decoder.decode([UInt8](repeating: 0x31, count: 1_000), at: .zero) }
            outputs += decoder.expire(at: .seconds(2)) + decoder.decode("q".utf8, at: .seconds(2))
            #expect(outputs == [.event(.key(.character("q")))])
        }
        // Esc ends it at once, for somebody who typed its beginning.
        #expect(events("\u{1B}]1\u{1B}xq") == [.key(.alt("x")), .key(.character("q"))])
    }

    @Test func whatIsNoUTF8IsDropped() {
        #expect(
            events([0xFF, 0x61, 0xC3, 0x62, 0x80, 0x63, 0xED, 0xA0, 0x80, 0x64, 0xC2, 0x9B, 0x65])
                == "abcde".map { .key(.character($0)) })
        #expect(events([0xE6, 0xBC]).isEmpty)
    }

    /// Any bytes in any pieces: nothing is remembered for ever, nothing is trapped, and pieces make no difference.
    @Test func fuzzed() {
        var state: UInt64 = 1
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        let alphabet =
            Array("\u{1B}\u{1B}\u{1B}[[]]PO_^X\\\u{7};;0123?<>$MmAZ~cyrR/#:qx \r\u{18}ö".utf8) + [0xFF, 0x9B]
        for _ in 0..<1_000 {
            let bytes = (0..<1 + next(60)).map { _ in next(8) == 0 ? UInt8(next(256)) : alphabet[next(alphabet.count)] }
            var whole = InputDecoder(keys: Self.xterm)
            var pieces = InputDecoder(keys: Self.xterm)
            let expected = whole.decode(bytes, at: .zero)
            var found: [InputDecoder.Output] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = 1 + next(min(5, rest.count))
                found += pieces.decode(rest.prefix(count), at: .zero)
                rest = rest.dropFirst(count)
            }
            #expect(found == expected, "\(bytes)")
            let end = Duration.seconds(60)
            #expect(whole.expire(at: end) == pieces.expire(at: end), "\(bytes)")
            #expect(whole.decode("q".utf8, at: end).last == .event(.key(.character("q"))), "\(bytes)")
        }
    }
}
