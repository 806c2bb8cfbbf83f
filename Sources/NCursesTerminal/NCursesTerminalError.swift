/// Why there is no screen to draw on.
public enum NCursesTerminalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Standard input or output is a file or a pipe.
    case notATerminal
    /// TERM is not set or empty.
    case terminalTypeMissing
    /// TERM names something that cannot place its cursor, such as `dumb`.
    case unsuitable(String)
    /// TERM names something that the terminfo database does not know.
    case unknown(String)
    case failed(String)

    /// `EX_USAGE`.
    public var exitCode: Int32 { 64 }

    public var description: String {
        switch self {
        case .notATerminal: "this needs a terminal, but standard input or output is none; see digitlab --help"
        case .terminalTypeMissing: "TERM is not set; set it to your terminal's type, such as xterm-256color"
        case .unsuitable(let name): "TERM=\(name) cannot show a screen; set TERM to your terminal's type, or see --help"
        case .unknown(let name): "TERM=\(name) is unknown to terminfo; set TERM to a known type, such as xterm-256color"
        case .failed(let name): "the terminal (TERM=\(name)) could not be opened; try TERM=xterm-256color"
        }
    }
}
