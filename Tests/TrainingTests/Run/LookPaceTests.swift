import Testing
import Training

@Suite struct LookPaceTests {
    @Test func stretchesEndAfterTheSameBatchesHoweverFastTheyAre() {
        let pace = LookPace(stepsPerEpoch: 600)
        let ends = (1...600).filter { pace.endsStretch(after: $0) }
        #expect(ends == Array(stride(from: 1, through: 589, by: 12)))
        #expect((1...10).allSatisfy { LookPace(stepsPerEpoch: 10).endsStretch(after: $0) })
    }

    /// Steps of 20 µs are looked at every 10 to 30 ms once the pace is found; steps of a second each time.
    @Test(arguments: [(20e-6, 300, 2_000), (1.0, 1, 1)]) func looksAFewDozenTimesASecond(
        step: Double, least: Int, most: Int
    ) {
        var pace = LookPace(stepsPerEpoch: 1_000_000)
        var looks: [Int] = []
        for batch in 1...200_000 where pace.isDue(after: batch) {
            pace.looked(at: Double(batch) * step, after: batch)
            looks.append(batch)
        }
        // The first ones find the pace, and those at a stretch's end come when they do.
        let gaps = zip(looks.dropFirst(20), looks.dropFirst(21)).map { $1 - $0 }.filter { $0 > 1 }
        #expect(gaps.allSatisfy { $0 <= most })
        #expect(gaps.sorted().dropLast(gaps.count / 2).last ?? 1 >= min(least, most))
    }
}
