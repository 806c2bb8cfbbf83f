import TerminalUI

/// Text in whole sentences: where room is short, the last ones go rather than the end of one.
enum Sentences {
    /// The lines of a text in a room.
    ///
    /// - Parameter tail: Columns to leave free at the end of the last line.
    static func lines(_ text: String, in size: Size, tail: Int = 0) -> [String] {
        guard size.rows > 0, size.columns > 0 else { return [] }
        var sentences = split(text)
        while true {
            var lines = TextMetrics.wrapped(sentences.joined(separator: " "), to: size.columns)
            if let last = lines.last, TextMetrics.width(last) + tail > size.columns { lines.append("") }
            if lines.count <= size.rows { return lines }
            if sentences.count > 1 {
                sentences.removeLast()
                continue
            }
            // Not even one fits: it ends in a word.
            lines = Array(lines.prefix(size.rows))
            let last = lines.removeLast()
            return lines + [TextMetrics.truncated(last + " …", to: max(0, size.columns - tail))]
        }
    }

    /// The sentences of a text: each ends in a full stop, a colon does not end one.
    private static func split(_ text: String) -> [String] {
        var sentences: [String] = []
        var sentence: [Substring] = []
        for word in text.split(separator: " ") {
            sentence.append(word)
            if let end = word.last, ".!?".contains(end), word.count > 1 {
                sentences.append(sentence.joined(separator: " "))
                sentence = []
            }
        }
        if !sentence.isEmpty { sentences.append(sentence.joined(separator: " ")) }
        return sentences
    }
}
