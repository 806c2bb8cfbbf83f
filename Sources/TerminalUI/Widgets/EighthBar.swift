/// A horizontal bar's text in eighths of a cell, halves or whole cells, as the terminal can show.
enum EighthBar {
    private static let parts: [String] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    /// The filled part of a bar `width` cells wide; at least a sliver for anything above zero where that can be shown.
    static func text(share: Double, width: Int, glyphs: GlyphLevel) -> String {
        guard width > 0, share > 0 else { return "" }
        let length = min(1, share) * Double(width)
        switch glyphs {
        case .braille:
            let eighths = Int((length * 8).rounded())
            return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
        case .block:
            let halves = Int((length * 2).rounded())
            return String(repeating: "█", count: halves / 2) + (halves % 2 == 1 ? "▌" : "")
        case .ascii: return String(repeating: "#", count: Int(length.rounded()))
        }
    }
}
