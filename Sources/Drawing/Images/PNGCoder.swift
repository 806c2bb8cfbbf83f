import CPNG

/// PNG through libpng's simplified interface, which keeps its long jumps to itself and reports errors as text.
enum PNGCoder {
    /// The eight bytes every PNG starts with.
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Any PNG (palette, colour, 16 bit, interlaced, transparent) as grey levels, turned upright as its EXIF data say.
    static func decode(_ bytes: [UInt8], file: String, limit: Int) throws(ImageError) -> GrayImage {
        let result = bytes.withUnsafeBytes { decode($0, file: file, limit: limit) }
        return try result.get().turned(by: orientation(of: bytes))
    }

    /// What the chunk `eXIf` says (PNG, third edition, 11.3.4.5), which libpng's simplified interface passes over.
    private static func orientation(of bytes: [UInt8]) -> EXIFOrientation {
        var position = signature.count
        while position + 12 <= bytes.count {
            let length = bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
            let end = position + 12 + length
            guard end <= bytes.count else { break }
            if bytes[position + 4..<position + 8].elementsEqual("eXIf".utf8) {
                return EXIFOrientation(tiff: bytes[position + 8..<end - 4]) ?? .upright
            }
            position = end
        }
        return .upright
    }

    private static func decode(
        _ bytes: UnsafeRawBufferPointer, file: String, limit: Int
    ) -> Result<GrayImage, ImageError> {
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        defer { png_image_free(&image) }
        guard png_image_begin_read_from_memory(&image, bytes.baseAddress, bytes.count) != 0 else {
            return .failure(error(from: image, file: file))
        }
        let width = Int(image.width)
        let height = Int(image.height)
        guard width <= limit, height <= limit else {
            return .failure(.tooLarge(file: file, width: width, height: height, limit: limit))
        }
        // 16-bit levels are meant like 8-bit ones, unless the file says otherwise; libpng would take them for linear light.
        image.flags |= png_uint_32(PNG_IMAGE_FLAG_16BIT_sRGB)
        // Grey and alpha, a byte each: libpng converts colours by luminance, and 16 bits and gamma to sRGB.
        image.format = png_uint_32(PNG_FORMAT_FLAG_ALPHA)
        var levels = [UInt8](repeating: 0, count: width * height * 2)
        guard png_image_finish_read(&image, nil, &levels, png_int_32(width * 2), nil) != 0 else {
            return .failure(error(from: image, file: file))
        }
        return .success(GrayImage(width: width, height: height, pixels: composited(levels)))
    }

    /// Lays grey-and-alpha pairs on a background that fits the picture.
    ///
    /// Mostly transparent: what shows is ink, so the background is the opposite of it. Mostly opaque: what shows is paper with
    /// ink on it, and the holes are filled with more paper.
    private static func composited(_ levels: [UInt8]) -> [UInt8] {
        let count = levels.count / 2
        var opacity = 0
        var weighted = 0
        for index in 0..<count {
            let alpha = Int(levels[2 * index + 1])
            opacity += alpha
            weighted += alpha * Int(levels[2 * index])
        }
        let shownIsLight = weighted * 2 > opacity * 255
        let isMostlyOpaque = opacity * 2 > count * 255
        let background = shownIsLight == isMostlyOpaque ? 255 : 0
        return (0..<count).map { index in
            let alpha = Int(levels[2 * index + 1])
            return UInt8((Int(levels[2 * index]) * alpha + background * (255 - alpha) + 127) / 255)
        }
    }

    /// An 8-bit grey PNG.
    static func encode(_ image: GrayImage, file: String) throws(ImageError) -> [UInt8] {
        var header = png_image()
        header.version = png_uint_32(PNG_IMAGE_VERSION)
        header.width = png_uint_32(image.width)
        header.height = png_uint_32(image.height)
        header.format = png_uint_32(PNG_FORMAT_GRAY)
        defer { png_image_free(&header) }
        var size: png_alloc_size_t = 0
        let stride = png_int_32(image.width)
        guard png_image_write_to_memory(&header, nil, &size, 0, image.pixels, stride, nil) != 0 else {
            throw .writeFailed(file: file, reason: message(of: header))
        }
        var bytes = [UInt8](repeating: 0, count: Int(size))
        guard png_image_write_to_memory(&header, &bytes, &size, 0, image.pixels, stride, nil) != 0 else {
            throw .writeFailed(file: file, reason: message(of: header))
        }
        return Array(bytes.prefix(Int(size)))
    }

    private static func error(from image: png_image, file: String) -> ImageError {
        let text = message(of: image)
        // libpng's words for an input that ends too early.
        let endsEarly = text.contains("beyond end of data") || text.contains("ot enough image data")
        return endsEarly ? .truncated(file: file, detail: text) : .malformed(file: file, detail: text)
    }

    private static func message(of image: png_image) -> String {
        withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
