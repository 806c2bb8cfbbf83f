/// Finding by a few of a text's letters, in order: `lrn` finds `learning rate`.
public enum FuzzyMatch {
    /// How well a pattern matches, the higher the better; `nil` where its characters do not all occur in order.
    ///
    /// Characters in a row and at the beginnings of words count more, gaps less; case and blanks in the pattern do not count.
    ///
    /// - Complexity: O(length of the text) for each beginning that the pattern's first character has in it.
    public static func score(_ pattern: String, in text: String) -> Int? {
        let wanted = Array(pattern.lowercased().filter { $0 != " " })
        let letters = Array(text.lowercased())
        guard let first = wanted.first else { return 0 }
        var best: Int?
        for start in letters.indices where letters[start] == first {
            if let score = score(wanted, letters, from: start) { best = max(best ?? score, score) }
        }
        return best
    }

    private static func score(_ wanted: [Character], _ letters: [Character], from start: Int) -> Int? {
        var score = 0
        var place = start
        var last: Int?
        for character in wanted {
            guard let found = letters[place...].firstIndex(of: character) else { return nil }
            if found == 0 || !letters[found - 1].isLetter { score += 8 }
            if let last {
                score += found == last + 1 ? 5 : -min(3, found - last - 1)
            } else {
                score -= min(3, found)
            }
            last = found
            place = found + 1
        }
        return score
    }
}
