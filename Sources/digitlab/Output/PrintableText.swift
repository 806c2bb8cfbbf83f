/// Text that others chose (names of runs and files, titles, arguments) as it may be written to a terminal.
enum PrintableText {
    /// The text with what would command the terminal, turn or hide other text written out: `\u{1B}`, `\u{202E}`, `\n`.
    ///
    /// What is escaped once stays as it is when it is escaped again.
    ///
    /// - Parameter keepsLines: Line breaks and tabs stay: the text is known to be of several lines.
    static func escaped(_ text: String, keepsLines: Bool = false) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result.append(contentsOf: (keepsLines ? "\n" : "\\n").unicodeScalars)
            case "\t": result.append(contentsOf: (keepsLines ? "\t" : "\\t").unicodeScalars)
            case "\r": result.append(contentsOf: "\\r".unicodeScalars)
            case _ where isHarmful(scalar):
                result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// Controls (C0, DEL, C1), format characters (bidirectional, zero-width, tags), line and paragraph separators, and what
    /// is blank by default though it looks like a letter to programs.
    static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
        // Variation selectors choose the picture of an emoji.
        default:
            scalar.properties.isDefaultIgnorableCodePoint && !(0xFE00...0xFE0F).contains(scalar.value)
        }
    }
}
