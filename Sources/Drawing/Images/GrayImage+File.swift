extension GrayImage {
    /// The most pixels on a side that are read.
    public static let sideLimit = 4096

    /// Reads a PNG or PGM file.
    ///
    /// - Throws: `ImageError` naming the file and what is wrong with it.
    public init(contentsOf path: String) throws(ImageError) {
        try self.init(decoding: ImageFile.read(path), named: path)
    }

    /// Decodes PNG (any kind) or PGM (plain or raw, 8 or 16 bit).
    ///
    /// Colours become their luminance; transparent pixels show a background opposite to the ink.
    /// - Parameter name: what errors call the bytes, usually the file's path.
    public init(decoding bytes: [UInt8], named name: String) throws(ImageError) {
        guard !bytes.isEmpty else { throw .empty(file: name) }
        if bytes.starts(with: PNGCoder.signature) {
            self = try PNGCoder.decode(bytes, file: name, limit: Self.sideLimit)
        } else if PNGCoder.signature.starts(with: bytes) {
            throw .truncated(file: name, detail: "only \(bytes.count) bytes of a PNG are there")
        } else if bytes.count >= 3, bytes[0] == UInt8(ascii: "P"),
            bytes[1] == UInt8(ascii: "2") || bytes[1] == UInt8(ascii: "5")
        {
            self = try PGMParser.decode(bytes, file: name, limit: Self.sideLimit)
        } else {
            throw .unknownFormat(file: name)
        }
    }

    /// The image as an 8-bit grey PNG.
    public func pngData() throws(ImageError) -> [UInt8] { try PNGCoder.encode(self, file: "PNG") }

    /// The image as a raw PGM.
    public func pgmData() -> [UInt8] { PGMParser.encode(self) }

    /// Writes an 8-bit grey PNG, atomically.
    public func writePNG(to path: String) throws(ImageError) {
        try ImageFile.write(PNGCoder.encode(self, file: path), to: path)
    }
}
