/// What a terminal reports of the mouse, with coordinates from 0.
struct MouseReport {
    /// The button in the two lowest bits (3: none), 4 Shift, 8 Alt, 16 Ctrl, 32 motion, 64 the wheel.
    var code: Int
    var column: Int
    var row: Int
    /// The form in decimal numbers tells a release, and of which button; in the old one its button is 3.
    var isRelease: Bool

    init(code: Int, column: Int, row: Int, isRelease: Bool) {
        self.code = code
        self.column = column
        self.row = row
        self.isRelease = isRelease
    }

    /// `ESC [ < code ; column ; row M`, or `m` for a release; `nil` where the numbers make no sense.
    init?(_ sequence: ControlSequence) {
        let numbers = sequence.parameters
        let cells = 1...10_000
        guard numbers.count == 3, (0..<256).contains(numbers[0]), cells.contains(numbers[1]), cells.contains(numbers[2])
        else { return nil }
        self.init(
            code: numbers[0], column: numbers[1] - 1, row: numbers[2] - 1,
            isRelease: sequence.final == UInt8(ascii: "m"))
    }
}

extension InputDecoder {
    /// The event of a report; `nil` for what the mouse does without a button, and for wheels to the side.
    mutating func event(for report: MouseReport) -> Event? {
        guard report.code >= 0, report.column >= 0, report.row >= 0 else { return nil }
        var modifiers: MouseEvent.Modifiers = []
        if report.code & 4 != 0 { modifiers.insert(.shift) }
        if report.code & 8 != 0 { modifiers.insert(.alt) }
        if report.code & 16 != 0 { modifiers.insert(.control) }
        let position = Point(column: report.column, row: report.row)
        let button = report.code & 3
        func event(_ kind: MouseEvent.Kind, _ button: MouseEvent.Button) -> Event {
            .mouse(MouseEvent(kind, button: button, modifiers: modifiers, at: position))
        }
        if report.code & 64 != 0 {
            return button > 1 ? nil : event(button == 0 ? .scrollUp : .scrollDown, .middle)
        }
        if report.code & 32 != 0 {
            // Some terminals tell no button while it moves: it is the one pressed before.
            return button == 3 ? nil : event(.drag, heldButton)
        }
        if report.isRelease || button == 3 { return event(.release, heldButton) }
        heldButton = button == 2 ? .right : button == 1 ? .middle : .left
        return event(.press, heldButton)
    }
}
