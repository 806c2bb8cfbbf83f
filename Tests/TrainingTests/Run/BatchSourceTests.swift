import Datasets
import NeuralNetwork
import Testing
import Training

@Suite struct BatchSourceTests {
    /// The images of the rest of the epoch, batch after batch.
    private func rest(of source: BatchSource) -> [[Int32]] {
        var batches: [[Int32]] = []
        while !source.isAtEpochEnd {
            let batch = source.next()
            batches.append((0..<batch.count).map { batch.indices[$0] })
        }
        return batches
    }

    @Test func handsOutEveryImageOnceInBatchesOfTheSize() throws {
        let source = BatchSource(try SyntheticDigits.make(train: 130), batchSize: 50, seed: 1)
        #expect(source.imagesPerEpoch == 130 && source.stepsPerEpoch == 3 && !source.isInEpoch)
        source.beginEpoch()
        let first = rest(of: source)
        #expect(first.map(\.count) == [50, 50, 30])
        #expect(first.joined().sorted() == Array(0..<130))
        source.endEpoch()
        source.beginEpoch()
        #expect(rest(of: source) != first)
    }

    @Test func saysWhatFollows() throws {
        let dataset = try SyntheticDigits.make(train: 130)
        let source = BatchSource(dataset, batchSize: 100, seed: 1)
        source.beginEpoch()
        let batch = source.next()
        #expect(batch.count == 100 && batch.following == 30)
        #expect(batch.images == dataset.train.pixels)
        let label = batch.labels[Int(batch.indices[0])]
        #expect(label == dataset.train.labels[Int(batch.indices[0])])
        let next = source.next()
        #expect(next.count == 30 && next.following == 0 && next.indices == batch.indices + 100)
    }

    @Test(arguments: [0, 1, 2]) func goesOnWhereAnotherStood(batches: Int) throws {
        let dataset = try SyntheticDigits.make(train: 130)
        let source = BatchSource(dataset, batchSize: 50, seed: 9)
        source.beginEpoch()
        _ = rest(of: source)
        source.endEpoch()
        if batches > 0 { source.beginEpoch() }
        for _ in 0..<batches { _ = source.next() }
        let other = BatchSource(dataset, batchSize: 50, seed: 9, resuming: source.state)
        #expect(other.position == batches * 50 && other.isInEpoch == (batches > 0))
        if batches == 0 {
            source.beginEpoch()
            other.beginEpoch()
        }
        #expect(rest(of: other) == rest(of: source))
        #expect(other.state == source.state)
    }

    @Test func anotherSeedIsAnotherOrder() throws {
        let dataset = try SyntheticDigits.make(train: 130)
        let orders = [UInt64(1), 2].map { seed -> [[Int32]] in
            let source = BatchSource(dataset, batchSize: 50, seed: seed)
            source.beginEpoch()
            return rest(of: source)
        }
        #expect(orders[0] != orders[1])
    }
}
