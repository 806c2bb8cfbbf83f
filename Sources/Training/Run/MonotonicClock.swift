import Foundation

/// Seconds that only ever go forward, from one system call without allocation.
enum MonotonicClock {
    /// Seconds since some fixed moment.
    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
