import Lab
import Telemetry
import Testing
import TerminalUI

/// A lab in the third epoch of `relu`, on one of its screens.
enum ViewTests {
    static func model(_ screen: Int, _ columns: Int, _ rows: Int) throws -> LabModel {
        var model = try LabFixture.training(LabFixture.size(columns, rows))
        LabFixture.press(&model, .character(Character("\(screen + 1)")))
        switch model.screen.id {
        case .lesson:
            // The lesson of softmax, beside the stage that trains.
            LabFixture.press(&model, .character("]"))
            // One panel at a time shows the contents first.
            if columns == 60 { LabFixture.press(&model, .tab) }
        case .runs:
            _ = model.update(.curvesLoaded(run: "adam-2", LabFixture.history()))
        default: break
        }
        model.state.notice = nil
        return model
    }
}
