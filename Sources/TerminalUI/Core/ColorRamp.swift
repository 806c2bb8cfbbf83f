/// Colours from black to bright in one hue, through points that terminals of 256 colours have exactly, so that a ramp stays
/// in order there.
public struct ColorRamp: Hashable, Sendable {
    private let points: [Color]

    private init(_ points: [UInt32]) { self.points = points.map(Color.hex) }

    public static let blue = ColorRamp([0x000000, 0x00005F, 0x000087, 0x005FAF, 0x0087D7, 0x00AFFF, 0x5FD7FF])
    public static let amber = ColorRamp([0x000000, 0x5F0000, 0x870000, 0xAF5F00, 0xD75F00, 0xFF8700, 0xFFAF00])
    public static let green = ColorRamp([0x000000, 0x005F00, 0x005F5F, 0x00875F, 0x00AF87, 0x5FD7AF, 0xAFFFD7])

    /// The colour at a share of the way from black, 0…1.
    public func color(_ share: Double) -> Color {
        let place = min(1, max(0, share)) * Double(points.count - 1)
        let index = min(points.count - 2, Int(place))
        return points[index].mixed(with: points[index + 1], share: place - Double(index))
    }

    /// The colour of the step `index` of `count`, the last one farthest from the background and all to be seen on it.
    public func step(_ index: Int, of count: Int, on background: TerminalBackground = .dark) -> Color {
        let rest = Double(max(0, count - 1 - index)) / Double(max(1, count - 1))
        return switch background {
        case .dark: color(1 - 0.5 * rest)
        case .light: color(0.3 + 0.4 * rest)
        }
    }
}
