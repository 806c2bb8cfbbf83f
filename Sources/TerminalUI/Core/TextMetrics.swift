/// How many columns text takes, and cutting, padding and wrapping it by columns.
public enum TextMetrics {
    /// Columns of one scalar: 0 for combining and invisible ones, 2 for wide ones, else 1.
    @inline(__always)
    public static func width(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return value == 0xAD ? 0 : 1 }
        // Punctuation, arrows, box drawing, blocks and Braille: the bulk of what this program draws.
        if value >= 0x2010 && value < 0x2028 { return 1 }
        if value >= 0x2500 && value < 0x25FD { return 1 }
        if value >= 0x2800 && value < 0x2900 { return 1 }
        return slowWidth(of: scalar)
    }

    @inline(never)
    private static func slowWidth(of scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .lineSeparator, .paragraphSeparator: return 0
        default: break
        }
        let value = scalar.value
        var low = 0
        var high = wide.count
        while low < high {
            let middle = (low + high) / 2
            if value > wide[middle].upperBound {
                low = middle + 1
            } else if value < wide[middle].lowerBound {
                high = middle
            } else {
                return 2
            }
        }
        return 1
    }

    /// East Asian Width W and F of Unicode 15, runs joined where only unassigned values lie between.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0, 0x23F3...0x23F3,
        0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653, 0x267F...0x267F, 0x2693...0x2693, 0x26A1...0x26A1,
        0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5, 0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA,
        0x26F2...0x26F3, 0x26F5...0x26F5, 0x26FA...0x26FA, 0x26FD...0x26FD, 0x2705...0x2705, 0x270A...0x270B,
        0x2728...0x2728, 0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755, 0x2757...0x2757, 0x2795...0x2797,
        0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2B55...0x2B55, 0x2E80...0x303E,
        0x3041...0x4DBF, 0x4E00...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
        0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18D08, 0x1AFF0...0x1B2FB, 0x1F004...0x1F004,
        0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320, 0x1F32D...0x1F335,
        0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0,
        0x1F3F4...0x1F3F4, 0x1F3F8...0x1F43E, 0x1F440...0x1F440, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D,
        0x1F54B...0x1F54E, 0x1F550...0x1F567, 0x1F57A...0x1F57A, 0x1F595...0x1F596, 0x1F5A4...0x1F5A4,
        0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC, 0x1F6D0...0x1F6D2, 0x1F6D5...0x1F6DF,
        0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7F0, 0x1F90C...0x1F93A, 0x1F93C...0x1F945,
        0x1F947...0x1F9FF, 0x1FA70...0x1FAF8, 0x20000...0x3FFFD,
    ]

    /// Columns of a text in one line.
    public static func width(_ text: some StringProtocol) -> Int {
        var total = 0
        for scalar in text.unicodeScalars { total += width(of: scalar) }
        return total
    }

    /// The text if it fits into `width` columns, else as much of it as fits before an ellipsis.
    public static func truncated(_ text: String, to width: Int, ellipsis: String = "…") -> String {
        if self.width(text) <= width { return text }
        let room = width - self.width(ellipsis)
        if room < 0 { return "" }
        return prefix(text, columns: room) + ellipsis
    }

    /// As much of the text as fits into `columns` columns.
    public static func prefix(_ text: String, columns: Int) -> String {
        var used = 0
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let next = width(of: scalar)
            if used + next > columns { break }
            used += next
            result.append(scalar)
        }
        return String(result)
    }

    /// The text in exactly `width` columns: cut with an ellipsis, or padded on the side that `alignment` leaves free.
    public static func fitted(_ text: String, to width: Int, alignment: Alignment = .left) -> String {
        let cut = truncated(text, to: width)
        let pad = max(0, width - self.width(cut))
        switch alignment {
        case .left: return cut + String(repeating: " ", count: pad)
        case .right: return String(repeating: " ", count: pad) + cut
        case .center:
            return String(repeating: " ", count: pad / 2) + cut + String(repeating: " ", count: pad - pad / 2)
        }
    }

    /// The text in lines of at most `width` columns, broken at spaces, inside a word only when it is longer than a line.
    public static func wrapped(_ text: String, to width: Int) -> [String] {
        guard width > 0 else { return [] }
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            var used = 0
            for word in paragraph.split(separator: " ", omittingEmptySubsequences: true) {
                var rest = String(word)
                var columns = self.width(rest)
                if used > 0 && used + 1 + columns > width {
                    lines.append(line)
                    line = ""
                    used = 0
                }
                while columns > width {
                    let head = prefix(rest, columns: width)
                    // A wide character in a one-column line: it cannot be shown at all.
                    if head.isEmpty { rest = ""; columns = 0; break }
                    lines.append(head)
                    rest = String(rest.unicodeScalars.dropFirst(head.unicodeScalars.count))
                    columns = self.width(rest)
                }
                if columns == 0 { continue }
                line += used > 0 ? " " + rest : rest
                used += (used > 0 ? 1 : 0) + columns
            }
            lines.append(line)
        }
        return lines
    }
}
