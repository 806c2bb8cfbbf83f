import NeuralNetwork

/// The order in which an epoch visits the images: positions `0..<count` in one buffer, reshuffled in place every epoch.
package final class ImageShuffle {
    package let count: Int
    /// `[count]` positions; written only by ``shuffle()``.
    private let buffer: UnsafeMutablePointer<Int32>
    /// Stands where the present epoch's order was drawn from.
    private(set) var epochStart: SplitMix64
    private var generator: SplitMix64

    package init(count: Int, generator: SplitMix64) {
        precondition(count > 0 && count <= Int(Int32.max), "cannot shuffle \(count) images")
        self.count = count
        self.generator = generator
        epochStart = generator
        buffer = .allocate(capacity: count)
    }

    deinit { buffer.deallocate() }

    /// Where the generator of the next epoch's order stands.
    var next: SplitMix64 { generator }

    /// The order of this epoch.
    package var indices: UnsafePointer<Int32> { UnsafePointer(buffer) }

    /// Draws the next epoch's order (Fisher & Yates), which depends on nothing but the generator's state.
    package func shuffle() {
        epochStart = generator
        for index in 0..<count { buffer[index] = Int32(truncatingIfNeeded: index) }
        for index in stride(from: count - 1, to: 0, by: -1) {
            let other = Int(generator.next(below: UInt32(index + 1)))
            let value = buffer[index]
            buffer[index] = buffer[other]
            buffer[other] = value
        }
    }
}
