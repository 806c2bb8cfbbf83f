import Dispatch
import Synchronization

/// A queue of messages from one thread to another, drained by the reader when it suits it.
public final class Mailbox<Message: Sendable>: Sendable {
    private let messages = Mutex<[Message]>([])
    private let waiting = Atomic<Int>(0)
    private let arrival = DispatchSemaphore(value: 0)

    public init() {}

    public func send(_ message: Message) {
        messages.withLock { $0.append(message) }
        waiting.add(1, ordering: .releasing)
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

    /// Blocks until a message has come, then takes all; may return none when an earlier drain was quicker.
    public func waitAndDrain() -> [Message] {
        arrival.wait()
        return drain()
    }
}
