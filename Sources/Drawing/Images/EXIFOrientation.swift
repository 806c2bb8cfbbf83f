/// How a camera was held: what must be done to the stored rows to see the picture upright.
///
/// The raw values are those of the tag `Orientation` (0x0112) in EXIF 2.3, section 4.6.4; each names the sides of the scene that the first
/// stored row and the first stored column show.
enum EXIFOrientation: Int, CaseIterable {
    case upright = 1
    case mirrored = 2
    case upsideDown = 3
    case upsideDownMirrored = 4
    case mirroredThenTurnedLeft = 5
    case turnedLeft = 6
    case mirroredThenTurnedRight = 7
    case turnedRight = 8

    /// Whether width and height change places.
    var exchangesSides: Bool {
        switch self {
        case .upright, .mirrored, .upsideDown, .upsideDownMirrored: false
        case .mirroredThenTurnedLeft, .turnedLeft, .mirroredThenTurnedRight, .turnedRight: true
        }
    }

    /// Where the pixel in column `x` of row `y` of the upright picture is stored, in a picture of `width`×`height` stored pixels.
    func stored(x: Int, y: Int, width: Int, height: Int) -> (x: Int, y: Int) {
        switch self {
        case .upright: (x, y)
        case .mirrored: (width - 1 - x, y)
        case .upsideDown: (width - 1 - x, height - 1 - y)
        case .upsideDownMirrored: (x, height - 1 - y)
        case .mirroredThenTurnedLeft: (y, x)
        case .turnedLeft: (y, height - 1 - x)
        case .mirroredThenTurnedRight: (width - 1 - y, height - 1 - x)
        case .turnedRight: (width - 1 - y, x)
        }
    }

    /// Reads the tag from EXIF data, which are a small TIFF file; nil if they have none or are damaged.
    init?(tiff bytes: ArraySlice<UInt8>) {
        let bytes = Array(bytes)
        let isLittle = bytes.starts(with: [0x49, 0x49, 42, 0])
        guard isLittle || bytes.starts(with: [0x4D, 0x4D, 0, 42]) else { return nil }
        func number(at position: Int, size: Int) -> Int? {
            guard position >= 0, position + size <= bytes.count else { return nil }
            return (0..<size).reduce(0) { sum, index in
                sum << 8 | Int(bytes[position + (isLittle ? size - 1 - index : index)])
            }
        }
        guard let directory = number(at: 4, size: 4), let count = number(at: directory, size: 2) else { return nil }
        for entry in 0..<count {
            let position = directory + 2 + 12 * entry
            guard let tag = number(at: position, size: 2) else { return nil }
            // Type 3 is a 16-bit number, kept in the entry itself.
            if tag == 0x0112, number(at: position + 2, size: 2) == 3, let value = number(at: position + 8, size: 2) {
                self.init(rawValue: value)
                return
            }
        }
        return nil
    }
}

extension GrayImage {
    /// The picture as it looks with the camera held upright.
    func turned(by orientation: EXIFOrientation) -> GrayImage {
        guard orientation != .upright else { return self }
        let (columns, rows) = orientation.exchangesSides ? (height, width) : (width, height)
        var result = GrayImage(width: columns, height: rows)
        for y in 0..<rows {
            for x in 0..<columns {
                let place = orientation.stored(x: x, y: y, width: width, height: height)
                result.pixels[y * columns + x] = pixels[place.y * width + place.x]
            }
        }
        return result
    }
}
