import Foundation
import Synchronization
import Telemetry
import Testing

@Suite struct MailboxTests {
    @Test func drainsInOrder() {
        let mailbox = Mailbox<Int>()
        #expect(mailbox.isEmpty && mailbox.drain().isEmpty)
        mailbox.send(1)
        mailbox.send(2)
        #expect(!mailbox.isEmpty)
        #expect(mailbox.drain() == [1, 2])
        #expect(mailbox.isEmpty && mailbox.drain().isEmpty)
    }

    /// Signals that a drain left behind must not make a later wait return with nothing.
    @Test func waitsForANewMessageAfterADrain() async {
        let mailbox = Mailbox<Int>()
        for value in 0..<5 { mailbox.send(value) }
        #expect(mailbox.drain() == [0, 1, 2, 3, 4])
        let received: [Int] = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: mailbox.waitAndDrain()) }
            mailbox.send(5)
        }
        #expect(received == [5])
    }

    @Test(.timeLimit(.minutes(1))) func losesNothingBetweenThreads() async {
        let mailbox = Mailbox<Int>()
        let senders = 4
        let each = 2_000
        for sender in 0..<senders {
            Thread.detachNewThread {
                for number in 0..<each { mailbox.send(sender * each + number) }
            }
        }
        let received: [Int] = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var all: [Int] = []
                while all.count < senders * each { all += mailbox.waitAndDrain() }
                continuation.resume(returning: all)
            }
        }
        #expect(Set(received).count == senders * each)
        for sender in 0..<senders {
            let own = received.filter { $0 / each == sender }
            #expect(own == own.sorted(), "messages of one sender keep their order")
        }
    }
}
