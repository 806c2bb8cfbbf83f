/// One of the four files of a published data set: its name and what it must hold.
public struct KnownFile: Sendable, Equatable {
    public let role: ImageRole
    public let kind: IDXKind
    /// The number of images or labels.
    public let count: Int
    /// The sum of the unpacked file, 32 hexadecimal digits.
    public let md5: String

    /// The usual name, without `.gz`.
    public var name: String { kind.fileNames(role)[0] }

    /// Bytes of the unpacked file.
    public var size: Int { kind.headerSize + count * kind.itemSize }

    public init(role: ImageRole, kind: IDXKind, count: Int, md5: String) {
        self.role = role
        self.kind = kind
        self.count = count
        self.md5 = md5
    }

    /// The complete MNIST, small files first, so that a bad mirror shows itself early.
    public static let mnist = [
        KnownFile(role: .test, kind: .labels, count: 10_000, md5: "27ae3e4e09519cfbb04c329615203637"),
        KnownFile(role: .train, kind: .labels, count: 60_000, md5: "a25bea736e30d166cdddb491f175f624"),
        KnownFile(role: .test, kind: .images, count: 10_000, md5: "2646ac647ad5339dbf082846283269ea"),
        KnownFile(role: .train, kind: .images, count: 60_000, md5: "6bbc9ace898e44ae57da46a324031adb"),
    ]

    /// Fashion-MNIST, as its authors and Debian publish it.
    public static let fashion = [
        KnownFile(role: .test, kind: .labels, count: 10_000, md5: "15d484375f8d13e6eb1aabb0c3f46965"),
        KnownFile(role: .train, kind: .labels, count: 60_000, md5: "9018921c3c673c538a1fc5bad174d6f9"),
        KnownFile(role: .test, kind: .images, count: 10_000, md5: "8181f5470baa50b63fa0f6fddb340f0a"),
        KnownFile(role: .train, kind: .images, count: 60_000, md5: "f4a8712d7a061bf5bd6d2ca38dc4d50a"),
    ]
}
