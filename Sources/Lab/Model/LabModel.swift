import Datasets
import Notebook
import TerminalUI

/// The lab as one plain value: what its screens share, the screens, and which of them is in front.
///
/// Messages change it through ``update(_:)``; nothing else does. To add a screen, see ``LabScreen``.
public struct LabModel: Sendable {
    /// The screens in the order of their tabs: a new one is one line here.
    public static var standardScreens: [any LabScreen] {
        [TrainScreen(), DigitsScreen(), WeightsScreen(), DrawScreen(), LessonScreen(), RunsScreen()]
    }

    public var state: LabState
    public var screens: [any LabScreen]
    public var selectedScreen = 0
    /// Rows that the help is scrolled down; `nil` while it is not shown.
    public var helpOffset: Int?
    /// The list of what can be done, while it is open.
    public var palette: Palette?

    /// The smallest window that the screens fit into.
    public static let smallestSize = Size(columns: 60, rows: 20)

    public init(
        stages: [Stage], settings: LabSettings = LabSettings(), request: DatasetRequest = DatasetRequest(),
        context: ViewContext = ViewContext(size: Size(columns: 80, rows: 24)),
        screens: [any LabScreen] = LabModel.standardScreens
    ) {
        state = LabState(stages: stages, settings: settings, request: request, context: context)
        self.screens = screens
        state.screenOrder = screens.map(\.id)
    }

    public var screen: any LabScreen { screens[selectedScreen] }

    /// Whether the window is too small for any screen.
    var isTiny: Bool { Self.isTiny(state.context.size) }

    static func isTiny(_ size: Size) -> Bool {
        size.columns < smallestSize.columns || size.rows < smallestSize.rows
    }

    /// Where the screen in front is drawn: all but the tabs' line and the keys' line.
    static func area(in size: Size) -> Rect { Rect(size).inset(left: 0, top: 1, right: 0, bottom: 1) }
}
