import TerminalUI

/// Where the panels of the Digits screen stand; what has no room is `nil`.
struct DigitsLayout {
    var wall: Rect?
    var matrix: Rect?
    var digit: Rect?

    init(_ area: Rect, focus: DigitsScreen.Panel) {
        if area.width >= 100, area.height >= 30 {
            let (left, right) = area.split(left: 56)
            wall = right
            let (upper, lower) = left.split(top: 14)
            matrix = upper
            digit = lower
        } else if area.width >= 76 {
            let (left, right) = area.split(right: 32)
            digit = right
            if focus == .matrix { matrix = left } else { wall = left }
        } else {
            switch focus {
            case .wall: wall = area
            case .matrix: matrix = area
            case .digit: digit = area
            }
        }
    }

    func panel(at point: Point) -> DigitsScreen.Panel? {
        if wall?.contains(point) ?? false { return .wall }
        if matrix?.contains(point) ?? false { return .matrix }
        return digit?.contains(point) ?? false ? .digit : nil
    }
}
