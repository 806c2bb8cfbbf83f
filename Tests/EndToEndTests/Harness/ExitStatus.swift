import CVTerm

/// How a process ended.
enum ExitStatus: Equatable, CustomStringConvertible {
    case exited(Int32)
    case killed(signal: Int32)

    init?(waitStatus status: Int32) {
        if cvt_has_exited(status) {
            self = .exited(cvt_exit_code(status))
        } else if cvt_was_killed(status) {
            self = .killed(signal: cvt_signal(status))
        } else {
            return nil
        }
    }

    /// What a shell's `$?` shows: the exit code, or 128 + the signal.
    var shellStatus: Int32 {
        switch self {
        case .exited(let code): code
        case .killed(let signal): 128 + signal
        }
    }

    var description: String {
        switch self {
        case .exited(let code): "exit \(code)"
        case .killed(let signal): "killed by signal \(signal)"
        }
    }
}
