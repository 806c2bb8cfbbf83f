import CKernels
import Foundation

/// A whole data set's pixels that are not zero, listed once for all epochs: a third of the memory that shuffled images are
/// read from, and no searching for them.
///
/// Each image is cut into parts, one for each worker that reads it. Plain pointers: several threads read them, and counting
/// references would cost more than reading. Whoever makes a list ends it with ``deallocate()``.
public struct ListedImages {
    /// The images that are listed, `[count, size]` bytes.
    let images: UnsafePointer<UInt8>
    private let parts: Int
    /// Where each part of each image begins, `[count · parts + 1]`.
    private let starts: UnsafeMutablePointer<Int32>
    /// A pixel's number within its part.
    private let indices: UnsafeMutablePointer<UInt16>
    private let values: UnsafeMutablePointer<UInt8>

    /// Lists `count` images whose parts are these ranges of pixels; nil where there are too many to be counted.
    init?(_ images: UnsafePointer<UInt8>, count: Int, size: Int, parts: [Range<Int>]) {
        guard count * size <= Int32.max else { return nil }
        self.images = images
        self.parts = parts.count
        starts = .allocate(capacity: count * parts.count + 1)
        indices = Self.allocate(UInt16.self, capacity: count * size + 64)
        values = Self.allocate(UInt8.self, capacity: count * size + 64)
        var used: Int32 = 0
        starts[0] = 0
        for image in 0..<count {
            for (index, part) in parts.enumerated() {
                used = ck_sparse_list(
                    images + image * size + part.lowerBound, Int64(part.count), used, indices, values)
                starts[image * parts.count + index + 1] = used
            }
        }
    }

    /// Memory for shuffled reading: in huge pages where there are any, since looking up small ones takes longer than reading.
    /// What is never written to takes no room.
    private static func allocate<Element>(_: Element.Type, capacity: Int) -> UnsafeMutablePointer<Element> {
        let page = 1 << 21
        let bytes = capacity * MemoryLayout<Element>.stride
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: bytes > page ? page : 64)
        #if os(Linux)
            // Only advice: small pages do as well.
            if bytes > page { _ = madvise(memory, bytes, MADV_HUGEPAGE) }
        #endif
        return memory.bindMemory(to: Element.self, capacity: capacity)
    }

    func deallocate() {
        starts.deallocate()
        indices.deallocate()
        values.deallocate()
    }

    /// Fetches where a part of an image stands, into the cache.
    func fetchStart(of image: Int, part: Int) { ck_prefetch(starts + image * parts + part, 8) }

    /// Fetches a part of an image, into the cache.
    func fetch(_ image: Int, part: Int) {
        let (first, count) = range(of: image, part: part)
        ck_prefetch(indices + first, Int64(count * 2))
        ck_prefetch(values + first, Int64(count))
    }

    /// Copies a part of an image behind `used` entries of other lists; returns how many there are then.
    func copy(
        _ image: Int, part: Int, used: Int, to otherIndices: UnsafeMutablePointer<UInt16>,
        _ otherValues: UnsafeMutablePointer<Float>
    ) -> Int {
        let (first, count) = range(of: image, part: part)
        ck_sparse_copy(indices + first, values + first, Int64(count), otherIndices + used, otherValues + used)
        return used + count
    }

    private func range(of image: Int, part: Int) -> (first: Int, count: Int) {
        let at = image * parts + part
        return (Int(starts[at]), Int(starts[at + 1] - starts[at]))
    }
}
