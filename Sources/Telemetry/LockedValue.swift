import Foundation

/// A value that one thread at a time may touch.
///
/// Like `Synchronization.Mutex`, but on a lock of the C library: the thread sanitizer sees its waiting, and so can tell a
/// race in what it protects from none. On Linux it does not see that of `Mutex`.
package final class LockedValue<Value: Sendable>: @unchecked Sendable {
    // Sendable by hand: `value` is read and written between `lock` and `unlock` only.
    private var value: Value
    private let lock = NSLock()

    package init(_ value: Value) { self.value = value }

    package func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
