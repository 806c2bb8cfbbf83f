/// Finds the word that somebody probably meant.
public enum NearMiss {
    /// The known word that is closest to `word`, or `nil` where none is close: at most two edits, or one in three letters.
    public static func suggestion(for word: String, among known: [String]) -> String? {
        let letters = Array(word.lowercased())
        let limit = min(2, max(1, letters.count / 3))
        var best: (word: String, distance: Int)?
        for candidate in known {
            let distance = editDistance(letters, Array(candidate.lowercased()))
            if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        return best?.word
    }

    /// Letters to insert, delete, replace or swap with their neighbour (optimal string alignment).
    static func editDistance(_ first: [Character], _ second: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for row in 0..<first.count {
            var current = [row + 1]
            for column in 0..<second.count {
                let replaced = last[column] + (first[row] == second[column] ? 0 : 1)
                var cost = min(replaced, min(last[column + 1], current[column]) + 1)
                if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[second.count]
    }
}
