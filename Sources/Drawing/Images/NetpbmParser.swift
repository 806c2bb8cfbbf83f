/// Netpbm's bit, grey and colour maps, plain (`P1`, `P2`, `P3`) and raw (`P4`, `P5`, `P6`), of 8 and 16 bits.
///
/// Our own because libnetpbm ends the whole process on a bad file. Source of the formats: `man 5 pbm`, `pgm` and `ppm`.
struct NetpbmParser {
    /// What the pixels are.
    private enum Kind {
        /// A bit each, 1 is black.
        case bits
        case greys
        /// Red, green and blue.
        case colours

        /// Numbers a pixel.
        var samples: Int {
            switch self {
            case .bits, .greys: 1
            case .colours: 3
            }
        }
    }

    private let bytes: [UInt8]
    private let file: String
    private let kind: Kind
    private let isPlain: Bool
    private var position = 2

    /// Whether the bytes begin as one of the six formats does.
    static func recognises(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 3 && bytes[0] == UInt8(ascii: "P") && (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(bytes[1])
    }

    /// The first image of the file; raw files may hold several.
    static func decode(_ bytes: [UInt8], file: String, limit: Int) throws(ImageError) -> GrayImage {
        var parser = NetpbmParser(bytes: bytes, file: file)
        return try parser.image(limit: limit)
    }

    /// A raw (`P5`) 8-bit grey map.
    static func encode(_ image: GrayImage) -> [UInt8] {
        Array("P5\n\(image.width) \(image.height)\n255\n".utf8) + image.pixels
    }

    private init(bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
        let number = bytes[1] - UInt8(ascii: "0")
        isPlain = number <= 3
        kind = number % 3 == 1 ? .bits : number % 3 == 2 ? .greys : .colours
    }

    private mutating func image(limit: Int) throws(ImageError) -> GrayImage {
        let width = try number(named: "the width", atMost: 1 << 30)
        let height = try number(named: "the height", atMost: 1 << 30)
        guard width <= limit, height <= limit else {
            throw .tooLarge(file: file, width: width, height: height, limit: limit)
        }
        guard width > 0, height > 0 else { throw .malformed(file: file, detail: "it has \(width)×\(height) pixels") }
        let maximum = kind == .bits ? 1 : try number(named: "the largest level", atMost: 65535)
        guard maximum > 0 else { throw .malformed(file: file, detail: "its largest level is 0") }

        let count = width * height
        let sampleBytes = maximum > 255 && !isPlain ? 2 : 1
        // Before anything is set aside: a short file may promise a large image.
        let smallest =
            kind == .bits && !isPlain ? (width + 7) / 8 * height : count * kind.samples * sampleBytes
        guard bytes.count - position >= smallest else {
            throw .truncated(
                file: file,
                detail: "\(width)×\(height) pixels need \(smallest) bytes or more, \(bytes.count - position) follow")
        }
        if !isPlain {
            position += 1  // exactly one white space ends the header
            guard bytes.count - position >= smallest else {
                throw .truncated(file: file, detail: "\(smallest - (bytes.count - position)) bytes are missing")
            }
        }
        var pixels = [UInt8](repeating: 0, count: count)
        switch (kind, isPlain) {
        case (.bits, true):
            for index in 0..<count { pixels[index] = try bit(index) ? 0 : 255 }
        case (.bits, false):
            let stride = (width + 7) / 8
            for y in 0..<height {
                for x in 0..<width {
                    let byte = bytes[position + y * stride + x / 8]
                    pixels[y * width + x] = byte >> UInt8(7 - x % 8) & 1 == 1 ? 0 : 255
                }
            }
        case (.greys, _):
            for index in 0..<count {
                pixels[index] = UInt8((try sample(index, sampleBytes, maximum) * 255 + maximum / 2) / maximum)
            }
        case (.colours, _):
            for index in 0..<count {
                let red = try sample(3 * index, sampleBytes, maximum)
                let green = try sample(3 * index + 1, sampleBytes, maximum)
                let blue = try sample(3 * index + 2, sampleBytes, maximum)
                // The luminance of ITU-R BT.709.
                let level = (2126 * red + 7152 * green + 722 * blue) / 10000
                pixels[index] = UInt8((level * 255 + maximum / 2) / maximum)
            }
        }
        return GrayImage(width: width, height: height, pixels: pixels)
    }

    /// The sample `index`, counted from the first.
    private mutating func sample(_ index: Int, _ size: Int, _ maximum: Int) throws(ImageError) -> Int {
        if isPlain { return try number(named: "sample \(index)", atMost: maximum) }
        let start = position + index * size
        let level = size == 1 ? Int(bytes[start]) : Int(bytes[start]) << 8 | Int(bytes[start + 1])
        guard level <= maximum else {
            throw .malformed(file: file, detail: "sample \(index) at byte \(start) is \(level), over \(maximum)")
        }
        return level
    }

    /// The next `0` or `1` of a plain bit map; white space between them is optional.
    private mutating func bit(_ index: Int) throws(ImageError) -> Bool {
        skipSpace()
        guard position < bytes.count else { throw .truncated(file: file, detail: "it ends before pixel \(index)") }
        defer { position += 1 }
        switch bytes[position] {
        case UInt8(ascii: "0"): return false
        case UInt8(ascii: "1"): return true
        default: throw .malformed(file: file, detail: "pixel \(index) at byte \(position) is neither 0 nor 1")
        }
    }

    /// Skips white space and comments (`#` to the end of the line).
    private mutating func skipSpace() {
        var isComment = false
        while position < bytes.count {
            let byte = bytes[position]
            if isComment {
                isComment = byte != 10 && byte != 13
            } else if byte == UInt8(ascii: "#") {
                isComment = true
            } else if !Self.isSpace(byte) {
                return
            }
            position += 1
        }
    }

    /// The next decimal number after white space and comments.
    private mutating func number(named name: String, atMost limit: Int) throws(ImageError) -> Int {
        skipSpace()
        guard position < bytes.count else { throw .truncated(file: file, detail: "it ends before \(name)") }
        let start = position
        var value = 0
        while position < bytes.count, case let digit = Int(bytes[position]) - 48, (0...9).contains(digit) {
            value = value * 10 + digit
            guard value <= limit else {
                throw .malformed(file: file, detail: "\(name) at byte \(start) is over \(limit)")
            }
            position += 1
        }
        guard position > start else {
            throw .malformed(file: file, detail: "\(name) at byte \(start) is not a number")
        }
        if position < bytes.count, !Self.isSpace(bytes[position]), bytes[position] != UInt8(ascii: "#") {
            throw .malformed(file: file, detail: "\(name) at byte \(start) is not a number")
        }
        return value
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}
