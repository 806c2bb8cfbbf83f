import CJPEG

/// JPEG (baseline and progressive, grey, colour and CMYK) through libjpeg-turbo.
enum JPEGCoder {
    /// The first bytes of every JPEG: start of image, and the next marker's first byte.
    static let signature: [UInt8] = [0xFF, 0xD8, 0xFF]
    /// Cameras' pictures are larger than other ones; they are shrunk while they are decoded.
    private static let sourceLimit = 16384
    /// What a progressive picture's coefficients may take.
    private static let memoryLimit = 512 << 20

    /// The picture's grey levels, turned upright as its EXIF data say, at most `limit` pixels on a side.
    static func decode(_ bytes: [UInt8], file: String, limit: Int) throws(ImageError) -> GrayImage {
        var message = [CChar](repeating: 0, count: Int(CJPEG_MESSAGE_SIZE))
        var (width, height): (Int32, Int32) = (0, 0)
        try check(cjpeg_size(bytes, bytes.count, &width, &height, &message), message, file)
        guard width <= sourceLimit, height <= sourceLimit else {
            throw .tooLarge(file: file, width: Int(width), height: Int(height), limit: sourceLimit)
        }
        var denominator: Int32 = 1
        while cjpeg_shrunk(max(width, height), denominator) > limit { denominator *= 2 }
        let (columns, rows) = (Int(cjpeg_shrunk(width, denominator)), Int(cjpeg_shrunk(height, denominator)))
        var pixels = [UInt8](repeating: 0, count: columns * rows)
        try check(
            cjpeg_decode(bytes, bytes.count, denominator, memoryLimit, &pixels, pixels.count, &message), message, file)
        let image = GrayImage(width: columns, height: rows, pixels: pixels)
        return image.turned(by: orientation(of: bytes))
    }

    private static func check(_ result: CJPEGResult, _ message: [CChar], _ file: String) throws(ImageError) {
        guard result != CJPEG_OK else { return }
        let text = String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        throw result == CJPEG_TRUNCATED ? .truncated(file: file, detail: text) : .malformed(file: file, detail: text)
    }

    /// What the first EXIF segment before the image's data says.
    private static func orientation(of bytes: [UInt8]) -> EXIFOrientation {
        var position = 2
        while position + 4 <= bytes.count, bytes[position] == 0xFF {
            let marker = bytes[position + 1]
            // Fill bytes, and the start of the scan.
            if marker == 0xFF {
                position += 1
                continue
            }
            guard marker != 0xDA else { break }
            let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
            let end = position + 2 + length
            guard length >= 2, end <= bytes.count else { break }
            let content = bytes[position + 4..<end]
            if marker == 0xE1, content.starts(with: Array("Exif\0\0".utf8)) {
                return EXIFOrientation(tiff: content.dropFirst(6)) ?? .upright
            }
            position = end
        }
        return .upright
    }
}
