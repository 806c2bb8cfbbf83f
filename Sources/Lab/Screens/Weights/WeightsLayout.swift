import TerminalUI

/// Where the panels of the Weights screen stand; what has no room is `nil`.
struct WeightsLayout {
    var layers: Rect?
    var digit: Rect?
    var pictures: Rect?
    var spread: Rect?

    init(_ area: Rect, focus: WeightsScreen.Panel, layerCount: Int) {
        if area.width >= 100, area.height >= 30 {
            let (left, right) = area.split(left: 30)
            let (upper, lower) = left.split(top: min(layerCount + 2, left.height - 16))
            layers = upper
            digit = lower
            let (above, below) = right.split(bottom: max(11, right.height * 3 / 10))
            pictures = above
            spread = below
        } else if area.width >= 76 {
            let (left, right) = area.split(left: 28)
            if left.height >= layerCount + 2 + 9 {
                let (upper, lower) = left.split(top: layerCount + 2)
                layers = upper
                digit = lower
            } else {
                layers = left
            }
            if focus == .spread { spread = right } else { pictures = right }
        } else {
            switch focus {
            case .layers: layers = area
            case .pictures: pictures = area
            case .spread: spread = area
            }
        }
    }

    func panel(at point: Point) -> WeightsScreen.Panel? {
        if layers?.contains(point) ?? false { return .layers }
        if pictures?.contains(point) ?? false { return .pictures }
        return spread?.contains(point) ?? false ? .spread : nil
    }
}
