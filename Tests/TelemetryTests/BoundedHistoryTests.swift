import Telemetry
import Testing

@Suite struct BoundedHistoryTests {
    @Test func keepsEverythingUntilFull() {
        var history = BoundedHistory<Int>(capacity: 8)
        for value in 0..<8 { history.append(value) }
        #expect(history.points == Array(0..<8))
        #expect(history.stride == 1)
        #expect(history.last == 7)
    }

    @Test func halvesWhenFull() {
        var history = BoundedHistory<Int>(capacity: 4)
        for value in 0..<5 { history.append(value) }
        #expect(history.points == [0, 2, 4])
        #expect(history.stride == 2)
        for value in 5..<9 { history.append(value) }
        #expect(history.points == [0, 4, 8])
        #expect(history.stride == 4)
    }

    @Test func staysBoundedAndEvenlySpaced() {
        var history = BoundedHistory<Int>(capacity: 10)
        for value in 0..<100_000 {
            history.append(value)
            #expect(history.points.count <= 10)
        }
        #expect(history.appendedCount == 100_000)
        #expect(history.points.first == 0)
        let gaps = Set(zip(history.points.dropFirst(), history.points).map { $0 - $1 })
        #expect(gaps == [history.stride])
    }

    @Test func neverLosesTheLastPoint() {
        var history = BoundedHistory<Int>(capacity: 5)
        for value in 0..<1_000 {
            history.append(value)
            #expect(history.last == value)
            #expect(history.pointsToLast.last == value)
            // The newest stands there once, kept or not.
            #expect(Set(history.pointsToLast).count == history.pointsToLast.count)
        }
    }

    @Test func isEmptyAtFirst() {
        let history = BoundedHistory<Int>(capacity: 2)
        #expect(history.points.isEmpty && history.pointsToLast.isEmpty && history.last == nil)
    }
}
