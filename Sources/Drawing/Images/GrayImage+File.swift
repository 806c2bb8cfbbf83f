extension GrayImage {
    /// The most pixels on a side that are read.
    public static let sideLimit = 4096

    /// Reads a PNG, JPEG, PGM, PPM or PBM file.
    ///
    /// - Throws: `ImageError` naming the file and what is wrong with it.
    public init(contentsOf path: String) throws(ImageError) {
        try self.init(decoding: ImageFile.read(path), named: path)
    }

    /// Decodes PNG (any kind), JPEG (baseline or progressive), or Netpbm's PGM, PPM and PBM (plain or raw, 8 or 16 bit).
    ///
    /// Colours become their luminance; transparent pixels show a background opposite to the ink; the orientation in EXIF data is
    /// followed. JPEGs of more than ``sideLimit`` pixels on a side are shrunk while they are decoded.
    /// - Parameter name: what errors call the bytes, usually the file's path.
    public init(decoding bytes: [UInt8], named name: String) throws(ImageError) {
        guard !bytes.isEmpty else { throw .empty(file: name) }
        if bytes.starts(with: PNGCoder.signature) {
            self = try PNGCoder.decode(bytes, file: name, limit: Self.sideLimit)
        } else if PNGCoder.signature.starts(with: bytes) {
            throw .truncated(file: name, detail: "only \(bytes.count) bytes of a PNG are there")
        } else if bytes.starts(with: JPEGCoder.signature) {
            self = try JPEGCoder.decode(bytes, file: name, limit: Self.sideLimit)
        } else if NetpbmParser.recognises(bytes) {
            self = try NetpbmParser.decode(bytes, file: name, limit: Self.sideLimit)
        } else {
            throw .unknownFormat(file: name, is: OtherFormat.name(of: bytes))
        }
    }

    /// The image as an 8-bit grey PNG.
    public func pngData() throws(ImageError) -> [UInt8] { try PNGCoder.encode(self, file: "PNG") }

    /// The image as a raw PGM.
    public func pgmData() -> [UInt8] { NetpbmParser.encode(self) }

    /// Writes an 8-bit grey PNG, atomically.
    public func writePNG(to path: String) throws(ImageError) {
        try ImageFile.write(PNGCoder.encode(self, file: path), to: path)
    }
}
