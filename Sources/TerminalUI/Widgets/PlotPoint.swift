/// A measured point of a curve; a `y` that is not finite is a gap.
public struct PlotPoint: Hashable, Sendable {
    public var x: Double
    public var y: Double

    @inlinable
    public init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}
