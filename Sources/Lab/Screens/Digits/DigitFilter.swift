/// Which test images the wall shows.
enum DigitFilter: Sendable, Equatable {
    case all
    case wrong
    /// All images of a class.
    case label(Int)
    /// The images of a class that got a certain answer.
    case cell(label: Int, answer: Int)

    /// In words, for the border.
    func title(_ names: [String]) -> String {
        switch self {
        case .all: "all"
        case .wrong: "wrong ones"
        case .label(let label): "all \(Self.plural(names[label]))"
        case .cell(let label, let answer) where label == answer: "\(Self.plural(names[label])), right"
        case .cell(let label, let answer): "\(Self.plural(names[label])) taken for \(Self.plural(names[answer]))"
        }
    }

    private static func plural(_ name: String) -> String { name.count == 1 ? "\(name)s" : name }
}
