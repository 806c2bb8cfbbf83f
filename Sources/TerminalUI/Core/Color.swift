/// A colour of text or background; the terminal shows the nearest that it has.
public enum Color: Hashable, Sendable {
    /// The terminal's own foreground or background.
    case standard
    case rgb(UInt8, UInt8, UInt8)

    /// A grey of this brightness.
    public static func gray(_ value: UInt8) -> Color { .rgb(value, value, value) }

    /// A colour from 0xRRGGBB.
    public static func hex(_ value: UInt32) -> Color {
        .rgb(UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
    }

    /// The colour `share` (0…1) of the way from this one to `other`; `.standard` mixes with nothing.
    public func mixed(with other: Color, share: Double) -> Color {
        guard case .rgb(let red, let green, let blue) = self,
            case .rgb(let otherRed, let otherGreen, let otherBlue) = other
        else { return share < 0.5 ? self : other }
        let part = min(1, max(0, share))
        func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
            UInt8((Double(from) + (Double(to) - Double(from)) * part).rounded())
        }
        return .rgb(mix(red, otherRed), mix(green, otherGreen), mix(blue, otherBlue))
    }
}
