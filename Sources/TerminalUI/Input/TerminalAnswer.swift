/// What a terminal answers to a question about itself.
public enum TerminalAnswer: Hashable, Sendable {
    /// To `OSC 11 ; ?`.
    case background(TerminalBackground)
    /// To `DECRQM 2026`: whether it can show a frame at once (synchronized output).
    case synchronizedOutput(Bool)
    /// To `DA1`, which every terminal answers: asked last, it tells that no other answer is to come.
    case attributes

    /// A private control sequence; `nil` where it answers nothing that is asked.
    init?(_ sequence: ControlSequence) {
        guard sequence.prefix == UInt8(ascii: "?") else { return nil }
        switch (sequence.intermediate, sequence.final) {
        case (nil, UInt8(ascii: "c")): self = .attributes
        case (UInt8(ascii: "$"), UInt8(ascii: "y")) where sequence.parameters.first == 2026:
            // 0: unknown; 1 and 2: set and reset; 3 and 4: for ever so.
            self = .synchronizedOutput([1, 2, 3].contains(sequence.parameters.dropFirst().first ?? 0))
        default: return nil
        }
    }

    /// An operating system command: `11;rgb:ffff/ffff/ffff`, `11;#ffffff`.
    init?(command bytes: ArraySlice<UInt8>) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix("11;"), let background = Self.background(text.dropFirst(3)) else { return nil }
        self = .background(background)
    }

    private static func background(_ color: Substring) -> TerminalBackground? {
        var parts: [Substring]
        if color.hasPrefix("#") {
            let digits = color.dropFirst()
            guard digits.utf8.count % 3 == 0, digits.utf8.count <= 12, digits.utf8.count == digits.count else {
                return nil
            }
            parts = []
            var rest = digits
            for _ in 0..<3 {
                parts.append(rest.prefix(digits.count / 3))
                rest = rest.dropFirst(digits.count / 3)
            }
        } else {
            guard let colon = color.firstIndex(of: ":"), ["rgb", "rgba"].contains(color[..<colon]) else { return nil }
            parts = color[color.index(after: colon)...].split(separator: "/", omittingEmptySubsequences: false)
        }
        // One to four hexadecimal digits each, a fraction of all ones.
        let values = parts.prefix(3).compactMap { digits -> Double? in
            guard (1...4).contains(digits.utf8.count), let value = UInt16(digits, radix: 16) else { return nil }
            return Double(value) / Double((1 << (4 * digits.utf8.count)) - 1)
        }
        guard parts.count >= 3, values.count == 3 else { return nil }
        return TerminalBackground(red: values[0], green: values[1], blue: values[2])
    }
}
