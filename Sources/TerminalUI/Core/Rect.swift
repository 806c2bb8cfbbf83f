/// A rectangle of cells: `x`, `y` its top left cell, `width` × `height` cells, never negative.
public struct Rect: Hashable, Sendable {
    public var x: Int
    public var y: Int
    public var width: Int
    public var height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = max(0, width)
        self.height = max(0, height)
    }

    public init(_ size: Size) {
        self.init(x: 0, y: 0, width: size.columns, height: size.rows)
    }

    public static let zero = Rect(x: 0, y: 0, width: 0, height: 0)

    public var origin: Point { Point(column: x, row: y) }
    public var size: Size { Size(columns: width, rows: height) }
    public var isEmpty: Bool { width == 0 || height == 0 }
    /// One past the last column.
    public var right: Int { x + width }
    /// One past the last row.
    public var bottom: Int { y + height }

    public func contains(_ point: Point) -> Bool {
        point.column >= x && point.column < right && point.row >= y && point.row < bottom
    }

    /// The cells that both share; empty when they do not touch.
    public func intersection(_ other: Rect) -> Rect {
        let left = max(x, other.x)
        let top = max(y, other.y)
        return Rect(x: left, y: top, width: min(right, other.right) - left, height: min(bottom, other.bottom) - top)
    }

    /// The rectangle without a margin on each side.
    public func inset(columns: Int = 1, rows: Int = 1) -> Rect {
        inset(left: columns, top: rows, right: columns, bottom: rows)
    }

    public func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rect {
        Rect(
            x: x + min(left, width), y: y + min(top, height), width: width - left - right,
            height: height - top - bottom)
    }

    public func offset(columns: Int = 0, rows: Int = 0) -> Rect {
        Rect(x: x + columns, y: y + rows, width: width, height: height)
    }

    /// The first `columns` columns, and the rest.
    public func split(left columns: Int) -> (left: Rect, rest: Rect) {
        let cut = min(max(0, columns), width)
        return (
            Rect(x: x, y: y, width: cut, height: height), Rect(x: x + cut, y: y, width: width - cut, height: height)
        )
    }

    /// All but the last `columns` columns, and these.
    public func split(right columns: Int) -> (rest: Rect, right: Rect) {
        let (left, rest) = split(left: width - min(max(0, columns), width))
        return (left, rest)
    }

    /// The first `rows` rows, and the rest.
    public func split(top rows: Int) -> (top: Rect, rest: Rect) {
        let cut = min(max(0, rows), height)
        return (
            Rect(x: x, y: y, width: width, height: cut), Rect(x: x, y: y + cut, width: width, height: height - cut)
        )
    }

    /// All but the last `rows` rows, and these.
    public func split(bottom rows: Int) -> (rest: Rect, bottom: Rect) {
        let (top, rest) = split(top: height - min(max(0, rows), height))
        return (top, rest)
    }

    /// Parts side by side, left to right.
    public func columns(_ lengths: [Length], spacing: Int = 0) -> [Rect] {
        var left = x
        return Length.resolve(lengths, total: width, spacing: spacing).map { width in
            defer { left += width + spacing }
            return Rect(x: left, y: y, width: width, height: height).intersection(self)
        }
    }

    /// Parts one below the other, top to bottom.
    public func rows(_ lengths: [Length], spacing: Int = 0) -> [Rect] {
        var top = y
        return Length.resolve(lengths, total: height, spacing: spacing).map { height in
            defer { top += height + spacing }
            return Rect(x: x, y: top, width: width, height: height).intersection(self)
        }
    }

    /// A rectangle of this size (or smaller, where there is no room) in the middle.
    public func centered(_ size: Size) -> Rect {
        let columns = min(size.columns, width)
        let rows = min(size.rows, height)
        return Rect(x: x + (width - columns) / 2, y: y + (height - rows) / 2, width: columns, height: rows)
    }
}
