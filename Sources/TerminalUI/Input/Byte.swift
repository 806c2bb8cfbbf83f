/// Bytes with a meaning in control sequences (ECMA-48, section 8.3).
enum Byte {
    static let bell: UInt8 = 0x07
    static let cancel: UInt8 = 0x18
    static let substitute: UInt8 = 0x1A
    static let escape: UInt8 = 0x1B
    /// What stands behind Esc at the beginning of CSI, SS3, OSC and DCS, and at the end of a string (ST).
    static let controlSequence = UInt8(ascii: "[")
    static let singleShift = UInt8(ascii: "O")
    static let operatingSystemCommand = UInt8(ascii: "]")
    static let deviceControl = UInt8(ascii: "P")
    static let backslash = UInt8(ascii: "\\")
    /// The beginnings of strings: OSC, DCS, APC, PM, SOS.
    static let strings: Set<UInt8> = [
        operatingSystemCommand, deviceControl, UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"),
    ]
    static let introducers = strings.union([controlSequence, singleShift])
}
