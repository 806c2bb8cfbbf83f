/// A zero-filled array of floats at a cache line's border that never moves, with slack behind its end.
///
/// Kernels read and write whole vectors, so up to ``slack`` floats behind the last one may be touched.
package final class AlignedBuffer {
    package static let slack = 64
    package let pointer: UnsafeMutablePointer<Float>
    package let count: Int

    package init(count: Int) {
        precondition(count >= 0, "a buffer cannot have a negative length")
        self.count = count
        let floats = count + Self.slack
        let raw = UnsafeMutableRawPointer.allocate(byteCount: floats * MemoryLayout<Float>.stride, alignment: 64)
        pointer = raw.bindMemory(to: Float.self, capacity: floats)
        pointer.initialize(repeating: 0, count: floats)
    }

    deinit { UnsafeMutableRawPointer(pointer).deallocate() }
}
