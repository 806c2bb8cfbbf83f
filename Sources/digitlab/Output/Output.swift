import Foundation

/// Why text could not be written.
enum OutputError: Error, CustomStringConvertible {
    /// The reader has gone.
    case closed
    case failed(Int32)

    var description: String {
        switch self {
        case .closed: "nobody reads the output"
        case .failed(let code): "cannot write the output: \(String(cString: strerror(code)))"
        }
    }
}

/// Standard output or standard error, written without a buffer so that whoever reads gets each line at once.
struct Output: Sendable {
    static let standard = Output(descriptor: STDOUT_FILENO)
    static let error = Output(descriptor: STDERR_FILENO)

    let descriptor: Int32

    func line(_ text: String = "") throws(OutputError) { try lines([text]) }

    /// Lines of which any part may be somebody else's words.
    func lines(_ lines: [String]) throws(OutputError) {
        try write(lines.map { PrintableText.escaped($0) + "\n" }.joined())
    }

    /// A line that takes the place of the one before it on a terminal.
    func redraw(_ text: String) throws(OutputError) { try write("\r" + PrintableText.escaped(text) + "\u{1B}[K") }

    /// A text of several lines that the argument parser made, which quotes the arguments as they are.
    func message(_ text: String, quoting arguments: [String]) throws(OutputError) {
        var text = text
        for argument in arguments {
            // The parser quotes an option's value without its name.
            for part in [argument] + argument.split(separator: "=", maxSplits: 1).dropFirst().map(String.init)
            where PrintableText.escaped(part) != part {
                text = text.replacing(part, with: PrintableText.escaped(part))
            }
        }
        try write(PrintableText.escaped(text, keepsLines: true) + (text.hasSuffix("\n") ? "" : "\n"))
    }

    /// For messages that nothing depends on.
    func tryLine(_ text: String) { try? line(text) }

    /// Writes as it is what is all our own.
    private func write(_ text: String) throws(OutputError) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written >= 0 {
                bytes = bytes.dropFirst(written)
                continue
            }
            let code = errno
            switch code {
            case EINTR: continue
            case EPIPE: throw .closed
            case EAGAIN:
                // Somebody made the terminal non-blocking: wait until it takes more.
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&waiting, 1, 1_000)
            default: throw .failed(code)
            }
        }
    }

    /// Whether a person watches: lines can be redrawn.
    var isTerminal: Bool {
        isatty(descriptor) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Columns of the window now, 80 where the terminal does not say.
    var width: Int {
        var size = winsize()
        if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        if let text = ProcessInfo.processInfo.environment["COLUMNS"], let columns = Int(text), columns > 0 {
            return columns
        }
        return 80
    }

    /// Whether line drawing and block characters can be written.
    static var isUnicode: Bool {
        guard let codeset = nl_langinfo(nl_item(CODESET)) else { return false }
        return String(cString: codeset).uppercased().replacing("-", with: "") == "UTF8"
    }
}
