/// Netpbm's grey maps, plain (`P2`) and raw (`P5`), of 8 and 16 bits.
///
/// Our own because libnetpbm ends the whole process on a bad file. Source of the format: `man 5 pgm`.
struct PGMParser {
    private let bytes: [UInt8]
    private let file: String
    private var position = 0

    /// The first image of the file; raw files may hold several.
    static func decode(_ bytes: [UInt8], file: String, limit: Int) throws(ImageError) -> GrayImage {
        var parser = PGMParser(bytes: bytes, file: file)
        return try parser.image(limit: limit)
    }

    /// A raw (`P5`) 8-bit grey map.
    static func encode(_ image: GrayImage) -> [UInt8] {
        Array("P5\n\(image.width) \(image.height)\n255\n".utf8) + image.pixels
    }

    private init(bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    private mutating func image(limit: Int) throws(ImageError) -> GrayImage {
        let isPlain = bytes[1] == UInt8(ascii: "2")
        position = 2
        let width = try number(named: "the width", atMost: 1 << 30)
        let height = try number(named: "the height", atMost: 1 << 30)
        guard width <= limit, height <= limit else {
            throw .tooLarge(file: file, width: width, height: height, limit: limit)
        }
        guard width > 0, height > 0 else { throw .malformed(file: file, detail: "it has \(width)×\(height) pixels") }
        let maximum = try number(named: "the largest grey level", atMost: 65535)
        guard maximum > 0 else { throw .malformed(file: file, detail: "its largest grey level is 0") }

        let count = width * height
        // Before anything is set aside: a short file may promise a large image.
        let smallest = isPlain ? count : (maximum > 255 ? 2 : 1) * count
        guard bytes.count - position >= smallest else {
            throw .truncated(
                file: file,
                detail: "\(width)×\(height) pixels need \(smallest) bytes or more, \(bytes.count - position) follow")
        }
        var pixels = [UInt8](repeating: 0, count: count)
        if isPlain {
            for index in 0..<count {
                let level = try number(named: "pixel \(index)", atMost: maximum)
                pixels[index] = UInt8((level * 255 + maximum / 2) / maximum)
            }
        } else {
            position += 1  // exactly one white space ends the header
            let width = maximum > 255 ? 2 : 1
            guard bytes.count - position >= width * count else {
                throw .truncated(file: file, detail: "\(width * count - (bytes.count - position)) bytes are missing")
            }
            for index in 0..<count {
                let start = position + index * width
                let level = width == 1 ? Int(bytes[start]) : Int(bytes[start]) << 8 | Int(bytes[start + 1])
                guard level <= maximum else {
                    throw .malformed(file: file, detail: "pixel \(index) at byte \(start) is \(level), over \(maximum)")
                }
                pixels[index] = UInt8((level * 255 + maximum / 2) / maximum)
            }
        }
        return GrayImage(width: width, height: height, pixels: pixels)
    }

    /// The next decimal number after white space and comments (`#` to the end of the line).
    private mutating func number(named name: String, atMost limit: Int) throws(ImageError) -> Int {
        var isComment = false
        while position < bytes.count {
            let byte = bytes[position]
            if isComment {
                isComment = byte != 10 && byte != 13
            } else if byte == UInt8(ascii: "#") {
                isComment = true
            } else if !Self.isSpace(byte) {
                break
            }
            position += 1
        }
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
