import Testing

/// The lab in a pseudo-terminal, as a person uses it. One test at a time: several trainers at once would only slow each
/// other down.
@Suite(.serialized, .timeLimit(.minutes(4))) struct LabTests {
    /// The terminals that are tried; each with commands, keys and characters of its own.
    static let terminals = ["xterm-256color", "tmux-256color", "linux", "vt100"]
}
