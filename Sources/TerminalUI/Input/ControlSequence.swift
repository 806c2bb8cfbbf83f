/// A control sequence (CSI) that has come whole: `ESC [ prefix parameters intermediate final`.
struct ControlSequence {
    /// `<`, `=`, `>` or `?`: the sequence is private.
    var prefix: UInt8?
    /// Numbers, 0 where one is left out or is none.
    var parameters: [Int] = []
    /// The last byte from blank to `/`.
    var intermediate: UInt8?
    var final: UInt8

    /// - Parameter bytes: What stands between `ESC [` and the final byte.
    init(_ bytes: ArraySlice<UInt8>, final: UInt8) {
        self.final = final
        var rest = bytes
        if let first = rest.first, (UInt8(ascii: "<")...UInt8(ascii: "?")).contains(first) {
            prefix = first
            rest = rest.dropFirst()
        }
        if let last = rest.last, last < UInt8(ascii: "0") {
            intermediate = last
            rest = rest.prefix { $0 >= UInt8(ascii: "0") }
        }
        if rest.isEmpty { return }
        parameters = rest.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { digits in
            Int(String(decoding: digits, as: UTF8.self)) ?? 0
        }
    }
}
