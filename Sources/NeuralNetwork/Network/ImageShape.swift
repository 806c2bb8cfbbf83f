/// Height, width and channels of one activation; a flat one has height and width 1.
package struct ImageShape: Sendable, Equatable {
    package var height: Int
    package var width: Int
    package var channels: Int
    /// Whether it stands for a plain list of units.
    package var isFlat: Bool

    package init(height: Int, width: Int, channels: Int, isFlat: Bool = false) {
        self.height = height
        self.width = width
        self.channels = channels
        self.isFlat = isFlat
    }

    package static func flat(_ units: Int) -> ImageShape {
        ImageShape(height: 1, width: 1, channels: units, isFlat: true)
    }

    package var count: Int { height * width * channels }

    /// As Keras writes it: `[14, 14, 12]` or `[200]`.
    package var dimensions: [Int] { isFlat ? [channels] : [height, width, channels] }
}
