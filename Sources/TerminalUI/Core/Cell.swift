/// One cell of a surface: a scalar, at most one combining mark on it, and a style.
///
/// A wide character takes its cell and a ``continuation`` to its right.
public struct Cell: Hashable, Sendable {
    /// The character's value; 0 marks the right half of a wide character.
    public var scalar: UInt32
    /// A combining mark's value, or 0.
    public var mark: UInt32
    public var style: Style

    public init(_ scalar: Unicode.Scalar = " ", style: Style = .plain) {
        self.scalar = scalar.value
        mark = 0
        self.style = style
    }

    public static let blank = Cell()

    /// The right half of a wide character.
    public static func continuation(style: Style) -> Cell {
        var cell = Cell(" ", style: style)
        cell.scalar = 0
        return cell
    }

    public var isContinuation: Bool { scalar == 0 }

    /// What the cell shows; a space for a continuation.
    public var character: Character {
        guard scalar != 0, let base = Unicode.Scalar(scalar) else { return " " }
        guard mark != 0, let combining = Unicode.Scalar(mark) else { return Character(base) }
        var text = String.UnicodeScalarView()
        text.append(base)
        text.append(combining)
        return Character(String(text))
    }
}
