/// Files that people take for readable pictures, told by their first bytes.
enum OtherFormat {
    /// What a file of another kind is, or nil if that is not known either.
    static func name(of bytes: [UInt8]) -> String? {
        func has(_ text: String, at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: text.utf8) }
        if has("GIF8") { return "a GIF image" }
        if has("RIFF"), has("WEBP", at: 8) { return "a WebP image" }
        if has("ftyphei", at: 4) || has("ftypmif1", at: 4) { return "a HEIC image" }
        if has("ftypavif", at: 4) { return "an AVIF image" }
        if has("II*\0") || has("MM\0*") { return "a TIFF image" }
        if has("BM") { return "a BMP image" }
        if has("%PDF") { return "a PDF document" }
        if has("<svg") || has("<?xml") { return "an SVG or other XML file" }
        return nil
    }
}
