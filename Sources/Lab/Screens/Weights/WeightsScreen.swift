import TerminalUI

public struct WeightsScreen: LabScreen {
    public let title = "Weights"
    public init() {}
    public func hints(_ state: LabState) -> [KeyHint] { [] }
    public func help(_ state: LabState) -> [Help.Section] { [] }
    public mutating func handle(_ key: Key, _ state: inout LabState) -> [LabEffect]? { nil }
    public func draw(on surface: inout Surface, in area: Rect, _ state: LabState, _ context: ViewContext) {}
}
