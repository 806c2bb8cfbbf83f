import TerminalUI

/// Where the panels of the Train screen stand; what has no room is `nil`.
struct TrainLayout {
    var stages: Rect?
    var form: Rect?
    var accuracy: Rect?
    var loss: Rect?
    var progress: Rect
    var digits: Rect?

    /// - Parameters:
    ///   - focus: The panel that must be visible.
    ///   - mainPanel: The one of curves and digits that is shown where only one has room.
    init(_ area: Rect, focus: TrainScreen.Panel, mainPanel: TrainScreen.Panel, stageCount: Int) {
        guard area.width >= 76 else {
            // One panel and the progress below it.
            let (body, below) = area.split(bottom: 3)
            progress = below
            switch focus {
            case .stages: stages = body
            case .form: form = body
            case .accuracy: accuracy = body
            case .loss: loss = body
            case .digits: digits = body
            }
            return
        }
        var top = area
        let hasStrip = area.width >= 100 && area.height >= 34
        if hasStrip {
            // Images at full size take 14 rows, at half size 7; then their answers and the border.
            let (rest, strip) = area.split(bottom: area.height >= 54 ? 17 : 10)
            top = rest
            digits = strip
        }
        let (left, right) = top.split(left: area.width >= 150 ? 40 : area.width >= 100 ? 34 : 32)
        let stageRows = stageCount + 2 + (left.height >= 26 ? 3 : 0)
        let (upper, lower) = left.split(top: min(stageRows, left.height - 8))
        stages = upper
        form = lower
        let (plots, below) = right.split(bottom: right.height >= 26 ? 5 : 4)
        progress = below
        if plots.height >= 20 {
            let parts = plots.rows([.flexible, .flexible])
            accuracy = parts[0]
            loss = parts[1]
            if !hasStrip, mainPanel == .digits {
                digits = loss
                loss = nil
            }
        } else {
            switch mainPanel {
            case .loss: loss = plots
            case .digits where !hasStrip: digits = plots
            default: accuracy = plots
            }
        }
    }

    /// The panel at a cell.
    func panel(at point: Point) -> TrainScreen.Panel? {
        let places: [(TrainScreen.Panel, Rect?)] = [
            (.stages, stages), (.form, form), (.accuracy, accuracy), (.loss, loss), (.digits, digits),
        ]
        return places.first { $0.1?.contains(point) ?? false }?.0
    }
}
