/// A key, or keys that belong together such as two arrows, with what each of them does and the words for it.
///
/// The one description of a key: hints, help, handling and clicks all read it (the idea is that of charmbracelet's
/// `bubbles/key`).
///
///     KeyBinding([.up: .previous, .down: .next], hint: "stage", help: "choose a stage")
public struct KeyBinding<Action: Sendable>: Sendable {
    /// A key and what it does.
    public struct Stroke: Sendable {
        public var key: Key
        public var action: Action

        public init(key: Key, action: Action) {
            self.key = key
            self.action = action
        }
    }

    /// The keys that hints and help name, in that order.
    public var strokes: [Stroke]
    /// Keys that the help names after those, but no hint.
    public var more: [Stroke]
    /// Keys that do the same and are named nowhere, such as `=` for `+`.
    public var aliases: [Stroke]
    /// The keys in words where naming each would be long, such as `0–9`.
    public var label: String?
    /// The word in the bottom line; empty keeps it out of there.
    public var hint: String
    /// The words in the help; empty keeps it out of there.
    public var help: String
    /// Does something just now; else it only stands in the help.
    public var isEnabled: Bool
    /// Stays in the bottom line when room is short.
    public var isPinned: Bool

    public init(
        _ strokes: KeyValuePairs<Key, Action>, more: KeyValuePairs<Key, Action> = [:],
        aliases: KeyValuePairs<Key, Action> = [:], label: String? = nil, hint: String = "", help: String = "",
        isEnabled: Bool = true, isPinned: Bool = false
    ) {
        self.strokes = strokes.map { Stroke(key: $0.key, action: $0.value) }
        self.more = more.map { Stroke(key: $0.key, action: $0.value) }
        self.aliases = aliases.map { Stroke(key: $0.key, action: $0.value) }
        self.label = label
        self.hint = hint
        self.help = help
        self.isEnabled = isEnabled
        self.isPinned = isPinned
    }

    public init(
        _ key: Key, _ action: Action, hint: String = "", help: String = "", isEnabled: Bool = true,
        isPinned: Bool = false
    ) {
        self.init([key: action], hint: hint, help: help, isEnabled: isEnabled, isPinned: isPinned)
    }

    /// A line of the help on something that is no key, such as the mouse.
    public static func note(_ label: String, help: String) -> KeyBinding {
        KeyBinding([:], label: label, help: help, isEnabled: false)
    }

    /// What a key does, if it is one of these and enabled.
    public func action(for key: Key) -> Action? {
        guard isEnabled else { return nil }
        for list in [strokes, more, aliases] {
            if let stroke = list.first(where: { $0.key == key }) { return stroke.action }
        }
        return nil
    }

    /// As the bottom line shows it; `nil` where it does not.
    public var bottomHint: KeyHint? {
        guard isEnabled, !hint.isEmpty else { return nil }
        return KeyHint(strokes.map(\.key), hint, label: label, isPinned: isPinned)
    }

    /// As the help shows it; `nil` where it does not.
    public var helpHint: KeyHint? {
        guard !help.isEmpty else { return nil }
        let keys = (strokes + more).map(\.key)
        let names = [label].compactMap { $0 } + (label == nil ? keys : more.map(\.key)).map(\.label)
        return KeyHint(keys, help, label: names.joined(separator: " "))
    }

    /// The same keys with other actions.
    public func map<Other: Sendable>(_ transform: (Action) -> Other) -> KeyBinding<Other> {
        var result = KeyBinding<Other>(
            [:], label: label, hint: hint, help: help, isEnabled: isEnabled, isPinned: isPinned)
        func moved(_ list: [Stroke]) -> [KeyBinding<Other>.Stroke] {
            list.map { .init(key: $0.key, action: transform($0.action)) }
        }
        result.strokes = moved(strokes)
        result.more = moved(more)
        result.aliases = moved(aliases)
        return result
    }
}
