import Foundation
import Synchronization
import Telemetry
import Testing

@Suite struct LatestTests {
    @Test func keepsOnlyTheNewest() {
        let latest = Latest<Int>()
        #expect(latest.take() == nil)
        latest.publish(1)
        latest.publish(2)
        #expect(latest.take() == 2)
        #expect(latest.take() == nil)
    }

    @Test func tellsTheListenerAfterEachPublication() {
        let latest = Latest<Int>()
        let seen = Mutex<[Int?]>([])
        latest.onPublish { [unowned latest] in
            let value = latest.take()
            seen.withLock { $0.append(value) }
        }
        latest.publish(1)
        latest.publish(2)
        latest.onPublish(nil)
        latest.publish(3)
        #expect(seen.withLock { $0 } == [1, 2])
        #expect(latest.take() == 3)
    }

    @Test(.timeLimit(.minutes(1))) func theNewestArrivesHoweverFastTheWriterIs() async {
        let latest = Latest<Int>()
        let arrived: [Int] = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                for value in 1...20_000 { latest.publish(value) }
            }
            Thread.detachNewThread {
                var values: [Int] = []
                while values.last != 20_000 {
                    if let value = latest.take() { values.append(value) }
                }
                continuation.resume(returning: values)
            }
        }
        #expect(arrived == arrived.sorted())
    }
}
