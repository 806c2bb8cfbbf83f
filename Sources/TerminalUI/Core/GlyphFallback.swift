/// The nearest character that a poorer terminal has, one for one, so that no layout moves.
public enum GlyphFallback {
    /// What to show instead of `scalar` at this level.
    public static func scalar(_ scalar: UInt32, at level: GlyphLevel) -> UInt32 {
        if scalar < 0x7F || level == .braille { return scalar }
        if level == .block {
            if let other = blocks[scalar] { return other }
            if (0x2801...0x28FF).contains(scalar) { return 0x2592 }
            return scalar == 0x2800 ? 0x20 : scalar
        }
        if let other = ascii[scalar] { return other }
        switch scalar {
        case 0x2500...0x257F: return 0x2B
        case 0x2581...0x2584: return 0x2E
        case 0x2585...0x258B: return 0x23
        case 0x2800: return 0x20
        case 0x2801...0x28FF: return 0x2A
        default: return 0x3F
        }
    }

    private static func table(_ pairs: String) -> [UInt32: UInt32] {
        var result: [UInt32: UInt32] = [:]
        var from: UInt32?
        for scalar in pairs.unicodeScalars where scalar != " " && scalar != "\n" {
            if let key = from {
                result[key] = scalar == "␣" ? 0x20 : scalar.value
                from = nil
            } else {
                from = scalar.value
            }
        }
        return result
    }

    /// To the characters of code page 437, which the console's fonts have.
    private static let blocks = table(
        """
        ╭┌ ╮┐ ╯┘ ╰└ ┊│ ┆│ ╎│ ╌─ ┄─ ╍═ ━═ ┃║ ┏╔ ┓╗ ┗╚ ┛╝
        ▸► ◂◄ ▾▼ ▴▲ ▶► ◀◄ ‹« ›» ✓√ ✔√ ✗x ✘x ◆♦ ◇♦ ●• ○o ⏸║ ⏵► …~ –- —─ −- ‘' ’' “" ”"
        ▏▌ ▎▌ ▍▌ ▋█ ▊█ ▉█ ▁▄ ▂▄ ▃▄ ▅▄ ▆█ ▇█ ▖▄ ▗▄ ▘▀ ▝▀ ▙█ ▛█ ▜█ ▟█ ▚▒ ▞▒ ×x
        """)

    private static let ascii = table(
        """
        ─- ━= ═= ╌- ┄- ╍= │| ┃| ║| ┊: ┆: ╎: ┤| ├| █# ▉# ▊# ▋# ▌# ▍# ▎| ▏| ▐# ▀' ▄. ░. ▒+ ▓# ▖. ▗. ▘' ▝'
        ▙# ▛# ▜# ▟# ▚% ▞% ▸> ◂< ▾v ▴^ ▶> ◀< ►> ◄< ▲^ ▼v ‹< ›> «< »> ✓v ✔v √v ✗x ✘x ×x ◆* ◇* ♦* ●* ○o •* ·.
        ⏸= ⏵> …~ –- —- −- ‘' ’' “" ”" ←< →> ↑^ ↓v ↔- ⇒> ≈~ ≤< ≥> ≠! ±~ ∞8 °o ²2 ³3 ¹1 ⁰0 ½2 µu μu αa βb γg δd εe ηe λl
        σs θt πp ρr τt φf ψp ωw Δd Σs Π* ∑S ∏* ∂d ∇v √v ∈e ⊙o ⊗x àa áa âa äa ãa åa çc èe ée êe ëe ìi íi îi ïi ñn òo óo
        ôo öo õo øo ùu úu ûu üu ßs ÀA ÁA ÂA ÄA ÅA ÇC ÈE ÉE ÊE ÍI ÑN ÓO ÔO ÖO ØO ÚU ÜU ⎯- ∙. ⋅. ␛␣
        """)
}

extension Surface {
    /// The surface in characters that a terminal of this level can show.
    public func degraded(to level: GlyphLevel) -> Surface {
        if level == .braille { return self }
        var result = self
        result.replaceScalars { GlyphFallback.scalar($0, at: level) }
        if level == .ascii { result.removeMarks() }
        return result
    }
}
