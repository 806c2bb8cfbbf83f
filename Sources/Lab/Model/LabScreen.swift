import TerminalUI

/// One screen of the lab: a plain value with its own state that answers keys and draws itself.
///
/// Adding a screen touches one folder under `Screens/` and one line in ``LabModel/standardScreens``; its place in that
/// list is its number. A screen reads and changes what all screens share through ``LabState``. Work that takes longer than
/// a few milliseconds, or that reads or writes anything, is returned as a ``LabEffect``; its result comes back as a
/// message, for a screen's own work through ``LabEffect/background(screen:work:)`` and ``receive(_:_:)``.
public protocol LabScreen: Sendable {
    /// What the screen's keys can do.
    associatedtype Action: Sendable

    static var id: ScreenID { get }

    /// The tab's title.
    var title: String { get }

    /// All keys of the screen with what they do just now, the most important first: what is handled, what the bottom
    /// line and `?` show, and what a click in the bottom line presses. Those of the lab are added.
    ///
    /// h, j, k and l arrive as arrows, but while ``capturesText``.
    func keys(_ state: LabState) -> KeyMap<Action>

    /// Does what a key of ``keys(_:)`` stands for.
    mutating func perform(_ action: Action, _ state: inout LabState) -> [LabEffect]

    /// Whether typed characters belong to a text field just now, so that no other key means anything.
    var capturesText: Bool { get }

    /// Takes a key that ``keys(_:)`` does not have, while ``capturesText``.
    mutating func type(_ key: Key, _ state: inout LabState) -> [LabEffect]

    /// Answers the mouse over the screen's area.
    mutating func handle(_ mouse: MouseEvent, in area: Rect, _ state: inout LabState) -> [LabEffect]

    /// Called when the screen comes to the front, and again with ``LabChange/stage`` and so on while it is there.
    mutating func appear(_ state: inout LabState) -> [LabEffect]

    /// Something that all screens share has changed while this screen is in front.
    mutating func changed(_ change: LabChange, _ state: inout LabState) -> [LabEffect]

    /// The result of the screen's own background work.
    mutating func receive(_ result: any Sendable, _ state: inout LabState) -> [LabEffect]

    /// The command line that trains what the screen shows.
    func command(_ state: LabState) -> String

    /// Draws the screen into its area, at least 60×18 cells.
    func draw(on surface: inout Surface, in area: Rect, _ state: LabState, _ context: ViewContext)
}

extension LabScreen {
    public var id: ScreenID { Self.id }
    public var capturesText: Bool { false }
    public mutating func type(_ key: Key, _ state: inout LabState) -> [LabEffect] { [] }
    public mutating func handle(_ mouse: MouseEvent, in area: Rect, _ state: inout LabState) -> [LabEffect] { [] }
    public mutating func appear(_ state: inout LabState) -> [LabEffect] { [] }
    public mutating func changed(_ change: LabChange, _ state: inout LabState) -> [LabEffect] { [] }
    public mutating func receive(_ result: any Sendable, _ state: inout LabState) -> [LabEffect] { [] }

    /// The shown run's settings; the form's where none is shown.
    public func command(_ state: LabState) -> String {
        CommandLineText.train(
            state.stage, state.shownRun?.hyperparameters ?? state.hyperparameters, dataset: state.dataset?.origin)
    }

    /// Answers a key; `nil` when it means nothing here, so that the lab's own keys get it.
    mutating func handle(_ key: Key, _ state: inout LabState) -> [LabEffect]? {
        let map = keys(state)
        if let action = map.action(for: key) { return perform(action, &state) }
        if capturesText { return type(key, &state) }
        return map.isModal ? [] : nil
    }

    /// Whether the screen's own keys have this one just now.
    func answers(_ key: Key, _ state: LabState) -> Bool {
        let map = keys(state)
        return capturesText || map.isModal || map.action(for: key) != nil
    }

    /// What the bottom line shows of the screen.
    public func hints(_ state: LabState) -> [KeyHint] { keys(state).hints }

    /// What the palette lists of the screen.
    func actionHints(_ state: LabState) -> [KeyHint] { keys(state).actionHints }

    /// What `?` lists of the screen.
    public func help(_ state: LabState) -> [Help.Section] { keys(state).help }
}
