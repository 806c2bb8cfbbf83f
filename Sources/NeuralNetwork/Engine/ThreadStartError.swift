import Foundation

/// Why a ``WorkerGroup`` works with fewer threads or workers than it was asked for.
public struct ThreadStartError: Error, Equatable, CustomStringConvertible {
    public enum Resource: Equatable, Sendable {
        case thread
        case stack
    }

    public var resource: Resource
    public var wanted: Int
    public var started: Int
    /// `errno` as the system gave it.
    public var code: Int32

    public var description: String {
        let reason = String(cString: strerror(code))
        switch resource {
        case .thread:
            return "\(started) of \(wanted) threads could be started (\(reason)); a limit on processes or memory "
                + "(ulimit -u, ulimit -v, a container's) is in the way, training goes on with \(started)"
        case .stack:
            return "there is memory for \(started) of \(wanted) workers' stacks (\(reason)); raise the limit "
                + "(ulimit -v, a container's) or ask for fewer threads"
        }
    }
}
