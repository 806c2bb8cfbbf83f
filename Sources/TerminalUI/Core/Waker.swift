#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A pipe that wakes the terminal's thread; `wake()` may be called from any thread, at any rate.
public final class Waker: Sendable {
    private let readEnd: Int32
    private let writeEnd: Int32

    public init() {
        var ends: [Int32] = [-1, -1]
        let status = pipe(&ends)
        precondition(status == 0, "no file descriptor left for a pipe")
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// What to poll for reading.
    public var fileDescriptor: Int32 { readEnd }

    /// Makes the waiting thread return; several calls before it does count as one.
    public func wake() {
        var byte: UInt8 = 1
        // A full pipe is as good as a written one: the reader wakes either way.
        while write(writeEnd, &byte, 1) < 0 && errno == EINTR {}
    }

    /// Takes back all wake-ups; whether there were any.
    public func drain() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 256)
        var woken = false
        while true {
            let count = read(readEnd, &buffer, buffer.count)
            if count > 0 {
                woken = true
            } else if !(count < 0 && errno == EINTR) {
                return woken
            }
        }
    }

    /// Waits until ``wake()`` is called or the time is over; whether it was.
    public func wait(for timeout: Duration?) -> Bool {
        var descriptor = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, timeout.map(\.pollMilliseconds) ?? -1) > 0
    }
}

extension Duration {
    /// Milliseconds for `poll`, rounded up, so that a wait never ends early and spins.
    public var pollMilliseconds: Int32 {
        if self <= .zero { return 0 }
        let (seconds, attoseconds) = components
        if seconds > 86_400 { return 86_400_000 }
        return Int32(seconds) * 1000 + Int32((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
