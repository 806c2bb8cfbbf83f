/// All keys of a screen in sections, the most important first: what it answers, what the bottom line and the help say.
public struct KeyMap<Action: Sendable>: Sendable {
    /// Bindings under a heading of the help.
    public struct Section: Sendable {
        public var title: String
        /// Belongs to what has the focus; else its keys only stand in the help.
        public var isActive: Bool
        public var bindings: [KeyBinding<Action>]

        public init(_ title: String, isActive: Bool = true, _ bindings: [KeyBinding<Action>]) {
            self.title = title
            self.isActive = isActive
            self.bindings = bindings
        }
    }

    public var sections: [Section]
    /// Lies over everything else: keys that it does not know mean nothing, rather than what they mean below it.
    public var isModal: Bool

    public init(_ sections: [Section], isModal: Bool = false) {
        self.sections = sections
        self.isModal = isModal
    }

    private var active: [KeyBinding<Action>] { sections.filter(\.isActive).flatMap(\.bindings) }

    /// What a key does just now: the first binding that has it decides.
    public func action(for key: Key) -> Action? {
        for binding in active { if let action = binding.action(for: key) { return action } }
        return nil
    }

    /// What the bottom line shows.
    public var hints: [KeyHint] { active.compactMap(\.bottomHint) }

    /// All that does something just now and has a name in the help, a hint for each key.
    public var actionHints: [KeyHint] {
        active.filter { $0.isEnabled && !$0.help.isEmpty && !$0.strokes.isEmpty }.map {
            KeyHint($0.strokes.map(\.key), $0.help, label: $0.label)
        }
    }

    /// What the help lists, whatever has the focus; sections of the same title are joined.
    public var help: [Help.Section] {
        var result: [Help.Section] = []
        for section in sections {
            let hints = section.bindings.compactMap(\.helpHint)
            if hints.isEmpty { continue }
            if let index = result.firstIndex(where: { $0.title == section.title }) {
                result[index].hints += hints
            } else {
                result.append(Help.Section(section.title, hints))
            }
        }
        return result
    }
}
