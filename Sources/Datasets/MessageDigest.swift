import CMessageDigest

/// MD5, which the well-known sums of MNIST's files are given in. It finds damage, not malice.
public struct MessageDigest {
    private var context = MD5_CTX()

    public init() { MD5Init(&context) }

    /// Adds bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        MD5Update(&context, start.assumingMemoryBound(to: UInt8.self), bytes.count)
    }

    /// Adds bytes.
    public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

    /// The sum of all that was added, as 32 hexadecimal digits; nothing can be added afterwards.
    public mutating func finish() -> String {
        var digest = [UInt8](repeating: 0, count: Int(MD5_DIGEST_LENGTH))
        MD5Final(&digest, &context)
        let digits = Array("0123456789abcdef")
        return String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    /// The sum of `bytes`.
    public static func md5(_ bytes: [UInt8]) -> String {
        var digest = MessageDigest()
        digest.update(bytes)
        return digest.finish()
    }
}
