/// A place on the canvas in pixels: column `x`, row `y`; whole numbers are the centres of pixels.
public struct Point: Sendable, Equatable {
    public var x: Float
    public var y: Float

    public init(x: Float, y: Float) {
        self.x = x
        self.y = y
    }
}
