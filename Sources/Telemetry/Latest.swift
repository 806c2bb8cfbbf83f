/// A mailbox that keeps only the newest value: the writer never waits for a slow reader.
public final class Latest<Value: Sendable>: Sendable {
    private let content = LockedValue<Value?>(nil)
    private let notify = LockedValue<(@Sendable () -> Void)?>(nil)

    public init() {
    }

    /// Puts a value, replacing one that was not taken yet, and tells the listener.
    public func publish(_ value: Value) {
        content.withLock { $0 = value }
        notify.withLock { $0 }?()
    }

    /// Takes the newest value away, or `nil` where none came since the last time.
    public func take() -> Value? {
        content.withLock { content in
            defer { content = nil }
            return content
        }
    }

    /// Sets what is called, on the writer's thread, after each publication; it must be quick, like writing to a pipe.
    public func onPublish(_ listener: (@Sendable () -> Void)?) {
        notify.withLock { $0 = listener }
    }
}
