/// A picture of grey levels, 0 (black) to 255 (white), row by row from the top left.
public struct GrayImage: Sendable, Equatable {
    /// Columns.
    public let width: Int
    /// Rows.
    public let height: Int
    /// Grey levels, `[height, width]`, row-major.
    public var pixels: [UInt8]

    /// Wraps `width * height` grey levels.
    public init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(width > 0 && height > 0, "an image has at least one pixel")
        precondition(pixels.count == width * height, "\(pixels.count) pixels for \(width)×\(height)")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// Makes an image of one grey level.
    public init(width: Int, height: Int, filledWith level: UInt8 = 0) {
        self.init(width: width, height: height, pixels: [UInt8](repeating: level, count: width * height))
    }

    /// The grey level in column `x` of row `y`.
    public subscript(x: Int, y: Int) -> UInt8 {
        get { pixels[y * width + x] }
        set { pixels[y * width + x] = newValue }
    }

    /// The negative: black becomes white.
    public var inverted: GrayImage {
        GrayImage(width: width, height: height, pixels: pixels.map { 255 - $0 })
    }
}
