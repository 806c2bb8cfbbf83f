/// The two kinds of IDX file that MNIST is made of.
public enum IDXKind: String, Sendable, CaseIterable {
    case images, labels

    /// The big-endian number that the file begins with: 8 for unsigned bytes, then the number of dimensions.
    public var magic: UInt32 { self == .images ? 2051 : 2049 }

    /// Bytes of the header: the magic and one 32-bit number a dimension.
    var headerSize: Int { self == .images ? 16 : 8 }

    /// Bytes of one item.
    var itemSize: Int { self == .images ? ImageSet.pixelsPerImage : 1 }

    /// The spellings in use, without `.gz`, usual one first.
    func fileNames(_ role: ImageRole) -> [String] {
        let dimensions = self == .images ? "idx3" : "idx1"
        return ["-", "."].map { "\(role.filePrefix)-\(rawValue)\($0)\(dimensions)-ubyte" }
    }

    /// The header of a file with `count` items.
    func header(count: Int) -> [UInt8] {
        var numbers = [magic, UInt32(count)]
        if self == .images {
            numbers += [UInt32(ImageSet.side), UInt32(ImageSet.side)]
        }
        return numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
    }
}
