import CZlib
import Foundation

/// Unpacks gzip as it is read, straight into the caller's memory, checking each member's CRC and length.
///
/// It never unpacks more than it is asked for, so a gzip bomb costs nothing.
final class GzipInflater {
    private let path: String
    private let refill: (UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int
    // zlib keeps the stream's address, so it cannot live in a Swift property.
    private let stream: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutableRawBufferPointer
    /// Compressed bytes that were read so far.
    private var consumed = 0
    private var isFinished = false

    /// - Parameters:
    ///   - path: the file's name, for errors.
    ///   - refill: reads more compressed bytes, 0 at the end.
    init(
        path: String, refill: @escaping (UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int
    ) throws(DatasetError) {
        self.path = path
        self.refill = refill
        input = .allocate(byteCount: 1 << 17, alignment: 64)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 is the largest window; 16 more asks for gzip's header and trailer instead of zlib's.
        let status = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw .outOfMemory(bytes: input.count) }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    private var offset: Int { consumed - Int(stream.pointee.avail_in) }

    /// Fills `memory` as far as the data go and returns how many bytes that was.
    ///
    /// - Throws: ``DatasetError/brokenGzip(file:offset:reason:)``, ``DatasetError/truncatedGzip(file:offset:)``,
    ///   ``DatasetError/trailingGzip(file:offset:)``.
    func read(into memory: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
        var filled = 0
        while filled < memory.count && !isFinished {
            if stream.pointee.avail_in == 0 { try fetch(orThrow: .truncatedGzip(file: path, offset: consumed)) }
            let room = min(memory.count - filled, 1 << 30)
            stream.pointee.next_out = memory.baseAddress!.assumingMemoryBound(to: UInt8.self) + filled
            stream.pointee.avail_out = UInt32(room)
            let status = inflate(stream, Z_NO_FLUSH)
            filled += room - Int(stream.pointee.avail_out)
            switch status {
            case Z_OK, Z_BUF_ERROR:
                continue
            case Z_STREAM_END:
                try startNextMember()
            case Z_MEM_ERROR:
                throw .outOfMemory(bytes: memory.count)
            default:
                let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib's error \(status)"
                throw .brokenGzip(file: path, offset: offset, reason: reason)
            }
        }
        return filled
    }

    /// A gzip file may be several joined members; anything else after the first is an error.
    private func startNextMember() throws(DatasetError) {
        if stream.pointee.avail_in == 0 { try fetch(orThrow: nil) }
        if stream.pointee.avail_in == 0 {
            isFinished = true
            return
        }
        guard stream.pointee.next_in.pointee == 0x1f else { throw .trailingGzip(file: path, offset: offset) }
        inflateReset(stream)
    }

    private func fetch(orThrow error: DatasetError?) throws(DatasetError) {
        let count = try refill(input)
        if count == 0, let error { throw error }
        consumed += count
        stream.pointee.next_in = input.baseAddress!.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(count)
    }
}
