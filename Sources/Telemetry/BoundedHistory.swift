/// A series that never grows past its capacity: when full, every other point goes and only every second new one is kept.
///
/// The first point always stays, and ``last`` is always the newest point, kept or not.
public struct BoundedHistory<Point: Sendable>: Sendable {
    /// At most this many points are kept.
    public let capacity: Int
    /// One in `stride` of the points that were appended is kept.
    public private(set) var stride = 1
    /// The kept points, oldest first.
    public private(set) var points: [Point] = []
    /// The newest point, even where the stride passed it over.
    public private(set) var last: Point?
    /// How many points were ever appended.
    public private(set) var appendedCount = 0

    public init(capacity: Int = 2_048) {
        precondition(capacity >= 2, "a history needs room for two points")
        self.capacity = capacity
    }

    /// The history that gave ``pointsToLast``, with as many points appended to it and the same stride.
    ///
    /// - Returns: `nil` where the three do not belong together.
    public init?(pointsToLast: [Point], count: Int, stride: Int, capacity: Int = 2_048) {
        self.init(capacity: capacity)
        guard count >= 0, stride >= 1 else { return nil }
        let isLastKept = count == 0 || (count - 1).isMultiple(of: stride)
        // As many as the stride leaves of so many, and the last where it was passed over.
        guard pointsToLast.count == (count + stride - 1) / stride + (isLastKept ? 0 : 1) else { return nil }
        points = isLastKept ? pointsToLast : Array(pointsToLast.dropLast())
        guard points.count <= capacity else { return nil }
        last = pointsToLast.last
        self.stride = stride
        appendedCount = count
    }

    /// Adds the newest point.
    ///
    /// - Complexity: Amortised O(1).
    public mutating func append(_ point: Point) {
        if appendedCount.isMultiple(of: stride) {
            if points.count == capacity {
                var kept: [Point] = []
                kept.reserveCapacity(capacity)
                for index in Swift.stride(from: 0, to: points.count, by: 2) { kept.append(points[index]) }
                points = kept
                stride *= 2
            }
            if appendedCount.isMultiple(of: stride) { points.append(point) }
        }
        last = point
        appendedCount += 1
    }

    /// The kept points and, where it was passed over, the newest.
    public var pointsToLast: [Point] {
        guard let last, !(appendedCount - 1).isMultiple(of: stride) else { return points }
        return points + [last]
    }
}

extension BoundedHistory: Equatable where Point: Equatable {}
