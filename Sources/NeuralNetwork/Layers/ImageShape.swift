/// Height, width and channels of one activation; a flat one has height and width 1.
public struct ImageShape: Sendable, Equatable {
    public var height: Int
    public var width: Int
    public var channels: Int
    /// Whether it stands for a plain list of units.
    public var isFlat: Bool

    public init(height: Int, width: Int, channels: Int, isFlat: Bool = false) {
        self.height = height
        self.width = width
        self.channels = channels
        self.isFlat = isFlat
    }

    public static func flat(_ units: Int) -> ImageShape {
        ImageShape(height: 1, width: 1, channels: units, isFlat: true)
    }

    public var count: Int { height * width * channels }

    /// As Keras writes it: `[14, 14, 12]` or `[200]`.
    public var dimensions: [Int] { isFlat ? [channels] : [height, width, channels] }
}

extension ImageShape: CustomStringConvertible {
    /// `28×28` for grey images, `14×14×12` for others, `200` for a list of units.
    public var description: String {
        isFlat ? "\(channels)" : channels == 1 ? "\(height)×\(width)" : "\(height)×\(width)×\(channels)"
    }
}
