import TerminalUI

/// The list of everything that can be done, narrowed by what is typed.
public struct Palette: Sendable {
    /// What an entry does.
    enum Action: Sendable, Equatable {
        case press(Key)
        case show(screen: Int)
        case choose(stage: Int)
        case use(ThemeChoice)
    }

    struct Entry: Sendable {
        var title: String
        /// Where it belongs, such as the name of a screen.
        var place: String
        /// The key that does the same, if there is one.
        var key: String
        var action: Action
    }

    var editor = LineEditor()
    var selection = 0
    var entries: [Entry]

    /// The entries that what is typed finds, the best first.
    var found: [Entry] {
        if editor.text.isEmpty { return entries }
        let scored = entries.enumerated().compactMap { index, entry in
            FuzzyMatch.score(editor.text, in: entry.title).map { (score: $0, index: index, entry: entry) }
        }
        // Equal ones stay in their order.
        return scored.sorted { $0.score != $1.score ? $0.score > $1.score : $0.index < $1.index }.map(\.entry)
    }
}
