import Telemetry
import Testing
import Training

@Suite struct SampleTests {
    @Test func quantilesOfKnownNumbers() throws {
        let values = (0...7).map(Float.init).reversed()
        let spread = try #require(Sample(of: Array(values)[...], limit: 100).spread)
        #expect(spread.quantiles == [0, 1, 2, 3, 4, 5, 6, 7])
        // Between neighbours: 1/7 of the way from 0 to 1.
        let two = try #require(Sample(of: [1, 0], limit: 100).spread)
        #expect(abs(two.quantiles[1] - 1 / 7) < 1e-6 && two.quantiles[7] == 1)
        #expect(Sample(of: [], limit: 10).spread == nil)
        #expect(Sample(of: [5], limit: 10).spread?.quantiles == Array(repeating: 5, count: 8))
    }

    @Test func aLargeSetKeepsItsEndsAndItsShape() throws {
        // Uniform over 0..<100,000 with one value far out, which no even spacing would pick.
        var values = (0..<100_000).map { Float($0 * 7_919 % 100_000) }
        values[12_345] = -1e6
        values[54_321] = 1e6
        let spread = try #require(Sample(of: values[...], limit: 4_096).spread)
        #expect(spread.quantiles[0] == -1e6 && spread.quantiles[7] == 1e6)
        for number in 1...6 {
            #expect(abs(spread.quantiles[number] - Float(number) * 100_000 / 7) < 1_500)
        }
    }

    @Test func histogramCountsEveryValue() {
        let sample = Sample(of: (0..<64).map(Float.init)[...], limit: 100)
        #expect(sample.histogram(bins: 32) == [2, 2] + Array(repeating: 2, count: 30))
        #expect(Sample(of: [3, 3, 3], limit: 10).histogram(bins: 4) == [3, 0, 0, 0])
        #expect(Sample(of: [.nan], limit: 10).histogram(bins: 4) == [])
    }
}
