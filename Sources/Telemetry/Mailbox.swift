import Dispatch
import Synchronization

/// A queue of messages from one thread to another, drained by the reader when it suits it.
public final class Mailbox<Message: Sendable>: Sendable {
    private let messages = LockedValue<[Message]>([])
    /// Messages in the queue: changed only under the lock, read without it.
    private let waiting = Atomic<Int>(0)
    private let arrival = DispatchSemaphore(value: 0)

    public init() {}

    /// Adds a message behind those that wait and wakes a reader that blocks.
    public func send(_ message: Message) {
        messages.withLock { messages in
            messages.append(message)
            waiting.store(messages.count, ordering: .releasing)
        }
        arrival.signal()
    }

    /// Whether nothing waits; a single atomic load, cheap enough for every batch.
    public var isEmpty: Bool { waiting.load(ordering: .acquiring) == 0 }

    /// Takes all waiting messages, oldest first.
    public func drain() -> [Message] {
        if isEmpty { return [] }
        return messages.withLock { messages in
            waiting.store(0, ordering: .releasing)
            defer { messages.removeAll(keepingCapacity: true) }
            return messages
        }
    }

    /// Blocks until a message has come, then takes all, oldest first; never returns none.
    public func waitAndDrain() -> [Message] {
        while true {
            // One signal a message: those that an earlier drain left behind are used up here, without blocking.
            arrival.wait()
            let messages = drain()
            if !messages.isEmpty { return messages }
        }
    }
}
