import CKernels
import Foundation

/// How many processors this process may use at once: what `threads: auto` means.
public enum UsableProcessors {
    /// The least of the machine's processors, those the scheduler lets this process run on, and its control groups'
    /// quota; read anew at each call, for all of them can change while the program runs.
    public static var count: Int {
        count(
            online: sysconf(Int32(_SC_NPROCESSORS_ONLN)), affinity: Int(ck_affinity_count()),
            quota: ControlGroups.quota())
    }

    /// The rule by itself: the least of what is known, and never none.
    ///
    /// - Parameters:
    ///   - online: Processors of the machine, as `sysconf` counts them; 0 or less where it does not know.
    ///   - affinity: Processors that `taskset` or a job scheduler left to this process; 0 where unknown.
    ///   - quota: Processors' worth of time that its control groups allow; `nil` without a limit. A part of a processor
    ///     does not count: a worker that is halted for it keeps all others waiting at the next barrier.
    package static func count(online: Int, affinity: Int, quota: Double?) -> Int {
        var least = online > 0 ? online : Int.max
        if affinity > 0 { least = min(least, affinity) }
        if let quota, quota.isFinite, quota < Double(Int32.max) { least = min(least, max(1, Int(quota))) }
        return least == Int.max ? 1 : max(1, least)
    }
}
