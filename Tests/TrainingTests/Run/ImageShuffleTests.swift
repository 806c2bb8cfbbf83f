import Testing
import NeuralNetwork
import Training

@Suite struct ImageShuffleTests {
    private func order(_ shuffle: ImageShuffle) -> [Int32] { (0..<shuffle.count).map { shuffle.indices[$0] } }

    @Test func visitsEveryImageOnceAnEpoch() {
        let shuffle = ImageShuffle(count: 1_000, generator: SplitMix64(seed: 1))
        shuffle.shuffle()
        let first = order(shuffle)
        shuffle.shuffle()
        let second = order(shuffle)
        #expect(first.sorted() == Array(0..<1_000))
        #expect(second.sorted() == Array(0..<1_000))
        #expect(first != second && first != first.sorted())
    }

    /// Over 6,000 shuffles of 3 images each of the 6 orders comes about 1,000 times (standard deviation 29).
    @Test func everyOrderIsAsLikely() {
        let shuffle = ImageShuffle(count: 3, generator: SplitMix64(seed: 5))
        var counts: [[Int32]: Int] = [:]
        for _ in 0..<6_000 {
            shuffle.shuffle()
            counts[order(shuffle), default: 0] += 1
        }
        #expect(counts.count == 6)
        #expect(counts.values.allSatisfy { abs($0 - 1_000) < 150 })
    }

    /// The reference values of SplitMix64 for seed 1234567 (Vigna's program prints them).
    @Test func theGeneratorIsSplitMix64() {
        var generator = SplitMix64(seed: 1_234_567)
        #expect(generator.next() == 6_457_827_717_110_365_317)
        #expect(generator.next() == 3_203_168_211_198_807_973)
        #expect(generator.next() == 9_817_491_932_198_370_423)
    }
}
