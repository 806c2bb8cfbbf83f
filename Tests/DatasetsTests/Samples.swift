import CZlib
import Datasets

/// Small IDX files made by hand, independently of the writer under test.
enum Samples {
    static func bigEndian(_ number: UInt32) -> [UInt8] {
        [UInt8(number >> 24), UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255)]
    }

    static func images(
        _ count: Int, promised: UInt32? = nil, magic: UInt32 = 2051, rows: UInt32 = 28, columns: UInt32 = 28
    ) -> [UInt8] {
        let header = [magic, promised ?? UInt32(count), rows, columns].flatMap(bigEndian)
        return header + pixels(count)
    }

    static func pixels(_ count: Int) -> [UInt8] {
        (0..<count * 784).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 / 784) }
    }

    static func labels(_ count: Int, promised: UInt32? = nil, magic: UInt32 = 2049) -> [UInt8] {
        [magic, promised ?? UInt32(count)].flatMap(bigEndian) + (0..<count).map { UInt8($0 % 10) }
    }

    /// Packs with zlib's own gzip writer.
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        precondition(deflateInit2_(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK)
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 100 + 1024)
        let length = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END)
                return target.count - Int(stream.avail_out)
            }
        }
        deflateEnd(&stream)
        return Array(output[..<length])
    }

    /// A whole small data set: 20 training and 10 test images.
    static func write(to folder: TemporaryFolder, under name: String = "", gzipped: Bool = false) throws {
        for (prefix, count) in [("train", 20), ("t10k", 10)] {
            let pair = [("images-idx3", images(count)), ("labels-idx1", labels(count))]
            for (kind, bytes) in pair {
                let path = "\(name)\(prefix)-\(kind)-ubyte\(gzipped ? ".gz" : "")"
                try folder.write(gzipped ? gzip(bytes) : bytes, path)
            }
        }
    }

    /// What a download of that set consists of.
    static var known: [KnownFile] {
        [
            KnownFile(role: .test, kind: .labels, count: 10, md5: MessageDigest.md5(labels(10))),
            KnownFile(role: .train, kind: .labels, count: 20, md5: MessageDigest.md5(labels(20))),
            KnownFile(role: .test, kind: .images, count: 10, md5: MessageDigest.md5(images(10))),
            KnownFile(role: .train, kind: .images, count: 20, md5: MessageDigest.md5(images(20))),
        ]
    }
}
