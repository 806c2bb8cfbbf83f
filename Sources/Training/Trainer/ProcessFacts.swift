import Foundation

/// What the system knows about this process.
public enum ProcessFacts {
    /// When the process was started; a program that replaced itself (`execv`) still counts from its first start.
    public static let start: ContinuousClock.Instant = .now - .seconds(age)

    /// The most memory that the process held at once, in MiB.
    public static var peakMemoryMiB: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_maxrss) / 1024
    }

    /// Seconds since the process was started, from clock ticks since the machine was.
    private static var age: Double {
        guard let ticks = ProcessIdentity.startTicks(of: getpid()) else { return 0 }
        var now = timespec()
        clock_gettime(CLOCK_BOOTTIME, &now)
        let seconds = Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
        return max(0, seconds - Double(ticks) / Double(sysconf(Int32(_SC_CLK_TCK))))
    }
}
