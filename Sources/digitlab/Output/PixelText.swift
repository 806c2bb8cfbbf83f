import Drawing

/// 28×28 pictures as text, two rows of pixels a line.
enum PixelText {
    /// The drawing, and beside it what the network sees.
    static func lines(_ drawing: GrayImage, beside seen: GrayImage) -> [String] {
        let left = lines(drawing)
        let right = lines(seen)
        let titles = "drawing" + String(repeating: " ", count: drawing.width - 7 + 4) + "what the network sees"
        return [titles] + zip(left, right).map { $0 + "    " + $1 }
    }

    /// The columns that a picture takes, with the gap to what stands beside it.
    static let widthBeside = Normalizer.side + 4

    /// What the network sees, and beside it lines of text, from the picture's middle.
    static func lines(_ seen: GrayImage, beside text: [String]) -> [String] {
        let picture = lines(seen)
        let first = max(0, (picture.count - text.count) / 2)
        return (0..<max(picture.count, first + text.count)).map { row in
            let left = row < picture.count ? picture[row] : String(repeating: " ", count: seen.width)
            let right = text.indices.contains(row - first) ? text[row - first] : ""
            return right.isEmpty ? left : left + "    " + right
        }
    }

    private static func lines(_ image: GrayImage) -> [String] {
        stride(from: 0, to: image.height, by: 2).map { row in
            var line = ""
            for column in 0..<image.width {
                let top = image[column, row]
                let bottom = row + 1 < image.height ? image[column, row + 1] : 0
                line += Output.isUnicode ? half(top, bottom) : shade(max(top, bottom))
            }
            return line
        }
    }

    private static func half(_ top: UInt8, _ bottom: UInt8) -> String {
        switch (top >= 96, bottom >= 96) {
        case (true, true): "█"
        case (true, false): "▀"
        case (false, true): "▄"
        case (false, false): max(top, bottom) >= 32 ? "░" : " "
        }
    }

    private static func shade(_ level: UInt8) -> String {
        let shades = [" ", ".", ":", "+", "*", "#"]
        return shades[Int(level) * (shades.count - 1) / 255]
    }
}
