import Telemetry
import TerminalUI

extension CurveSet {
    /// The pinned run's curve, where one is pinned and its curves are here.
    static func pinned(_ state: LabState, _ context: ViewContext) -> (id: String, ghost: Ghost)? {
        guard let id = state.settings.pinnedRun, let run = state.runs.first(where: { $0.id == id }),
            let history = state.curves(ofRun: id)
        else { return nil }
        let ghost = Ghost(
            name: "pinned: \(run.legendName)", history: history, style: context.theme.ghost(1), pattern: .dashed)
        return (id, ghost)
    }
}
