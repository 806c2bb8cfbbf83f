import CKernels
import NeuralNetwork
import Testing

/// Lists of the pixels that are not zero, against plain loops; and steps on a listed set against steps on its bytes.
@Suite struct SparseListTests {
    /// Bytes of which a share is zero, in rows whose widths lie around those of vectors and blocks.
    @Test(arguments: [1, 15, 16, 17, 63, 64, 65, 100, 392, 784, 1024, 1025, 2100], [0, 0.5, 0.81, 1] as [Float])
    func listsWhatIsNotZero(columns: Int, blank: Float) {
        let image = TestImages(count: 3, shape: [1, columns, 1], classes: 2, blank: blank, seed: UInt64(columns))
        var indices = [UInt16](repeating: 9, count: 3 * columns + 64)
        var values = [UInt8](repeating: 9, count: indices.count)
        var appendedIndices = indices
        var floats = [Float](repeating: 9, count: indices.count)
        var (used, appended): (Int32, Int32) = (0, 0)
        for row in 0..<3 {
            image.pixels[(row * columns)...].withUnsafeBufferPointer { bytes in
                used = ck_sparse_list(bytes.baseAddress!, Int64(columns), used, &indices, &values)
                appended = ck_sparse_append(
                    bytes.baseAddress!, Int64(columns), appended, &appendedIndices, &floats)
            }
        }
        let expected = image.pixels.enumerated().filter { $0.element != 0 }
        #expect(Int(used) == expected.count && used == appended)
        #expect(indices.prefix(expected.count).elementsEqual(expected.map { UInt16($0.offset % columns) }))
        #expect(values.prefix(expected.count).elementsEqual(expected.map(\.element)))
        #expect(appendedIndices.prefix(expected.count).elementsEqual(indices.prefix(expected.count)))
        for (float, entry) in zip(floats, expected) {
            #expect(abs(float - Float(entry.element) / 255) <= 1e-7)
        }
    }

    /// A set that was listed ahead leaves the same bits behind as its bytes do, whoever reads which part of it.
    @Test(arguments: [1, 2, 3], [DeterminismTests.pixels, DeterminismTests.dropped, DeterminismTests.network])
    func preparedSetsTrainAlike(workers: Int, network: Network) throws {
        let images = DeterminismTests.images
        let order = (0..<Int32(images.count)).map { ($0 * 7) % Int32(images.count) }
        var states: [EngineState] = []
        for isPrepared in [false, true] {
            let engine = DeterminismTests.engine(network, workers: workers)
            try images.pixels.withUnsafeBufferPointer { pixels in
                try images.labels.withUnsafeBufferPointer { labels in
                    try order.withUnsafeBufferPointer { order in
                        if isPrepared { engine.prepare(images: pixels.baseAddress!, count: images.count) }
                        for first in stride(from: 0, to: images.count, by: 13) {
                            let count = min(13, images.count - first)
                            _ = try engine.step(
                                images: pixels.baseAddress!, labels: labels.baseAddress!,
                                indices: order.baseAddress! + first, count: count,
                                following: isPrepared ? images.count - first - count : 0)
                        }
                    }
                }
            }
            states.append(engine.state)
        }
        #expect(states[0].weights != network.initialWeights(seed: 5))
        #expect(states[0] == states[1])
    }
}
