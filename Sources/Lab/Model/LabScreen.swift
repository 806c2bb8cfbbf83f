import TerminalUI

/// One screen of the lab: a plain value with its own state that answers keys and draws itself.
///
/// Adding a screen touches one folder under `Screens/` and one line in ``LabModel/standardScreens``; its place in that
/// list is its number. A screen reads and changes what all screens share through ``LabState``. Work that takes longer than
/// a few milliseconds, or that reads or writes anything, is returned as a ``LabEffect``; its result comes back as a
/// message, for a screen's own work through ``LabEffect/background(screen:work:)`` and ``receive(_:_:)``.
public protocol LabScreen: Sendable {
    /// The tab's title, unique among the screens.
    var title: String { get }

    /// Whether typed characters belong to a text field just now, so that no other key means anything.
    var capturesText: Bool { get }

    /// The line at the bottom, most important first; `?` and `q` are added.
    func hints(_ state: LabState) -> [KeyHint]

    /// All keys of the screen, for `?`; those of the lab are added.
    func help(_ state: LabState) -> [Help.Section]

    /// Answers a key; `nil` when it means nothing here, so that the lab's own keys get it.
    ///
    /// hjkl arrive as arrows, but while ``capturesText``.
    mutating func handle(_ key: Key, _ state: inout LabState) -> [LabEffect]?

    /// Answers the mouse over the screen's area.
    mutating func handle(_ mouse: MouseEvent, in area: Rect, _ state: inout LabState) -> [LabEffect]

    /// Called when the screen comes to the front, and again with ``LabChange/stage`` and so on while it is there.
    mutating func appear(_ state: inout LabState) -> [LabEffect]

    /// Something that all screens share has changed while this screen is in front.
    mutating func changed(_ change: LabChange, _ state: inout LabState) -> [LabEffect]

    /// The result of the screen's own background work.
    mutating func receive(_ result: any Sendable, _ state: inout LabState) -> [LabEffect]

    /// Draws the screen into its area, at least 60×18 cells.
    func draw(on surface: inout Surface, in area: Rect, _ state: LabState, _ context: ViewContext)
}

extension LabScreen {
    public var capturesText: Bool { false }
    public mutating func handle(_ mouse: MouseEvent, in area: Rect, _ state: inout LabState) -> [LabEffect] { [] }
    public mutating func appear(_ state: inout LabState) -> [LabEffect] { [] }
    public mutating func changed(_ change: LabChange, _ state: inout LabState) -> [LabEffect] { [] }
    public mutating func receive(_ result: any Sendable, _ state: inout LabState) -> [LabEffect] { [] }
}
