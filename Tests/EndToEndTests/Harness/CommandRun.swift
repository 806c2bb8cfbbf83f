import CVTerm
import Foundation

/// A command that runs with its outputs in pipes.
final class CommandRun {
    let arguments: [String]
    private let process: pid_t
    /// Standard output and standard error; -1 once closed.
    private var pipes: [Int32]
    private var texts = [Data(), Data()]
    private var ended: ExitStatus?

    /// - Parameter closedOutputs: Standard streams, 1 or 2, that the program finds closed.
    init(
        _ arguments: [String], environment: [String: String], folder: String, closedOutputs: Set<Int32> = [],
        program: String? = nil
    ) throws {
        self.arguments = arguments
        let path = try program ?? BuiltProgram.path()
        var ends: [Int32] = [-1, -1]
        var child: pid_t = 0
        let closed = closedOutputs.reduce(UInt32(0)) { $0 | 1 << UInt32($1) }
        let failure = withCStrings([path] + arguments) { argv in
            withCStrings(environment.map { "\($0)=\($1)" }) { envp in
                cvt_spawn(path, argv, envp, folder, closed, &ends, &child)
            }
        }
        guard failure == 0 else { throw HarnessError("cannot start \(path): \(String(cString: strerror(failure)))") }
        pipes = ends
        process = child
    }

    deinit {
        if ended == nil {
            kill(process, SIGKILL)
            var status: Int32 = 0
            waitpid(process, &status, 0)
        }
        for descriptor in pipes where descriptor >= 0 { close(descriptor) }
    }

    var output: String { String(decoding: texts[0], as: UTF8.self) }
    var errors: String { String(decoding: texts[1], as: UTF8.self) }

    func signal(_ number: Int32) { kill(process, number) }

    /// Closes our end of standard output, as `| head` does.
    func closeOutput() {
        close(pipes[0])
        pipes[0] = -1
    }

    /// Waits until standard output, or standard error, has the text.
    func wait(untilOutput text: String, orErrors: Bool = false, timeout: Double = 60) throws {
        try wait("\"\(text)\"", timeout: timeout) { run in
            run.output.contains(text) || (orErrors && run.errors.contains(text))
        }
    }

    private func wait(_ what: String, timeout: Double, _ isDone: (CommandRun) -> Bool) throws {
        let deadline = ContinuousClock.now + .seconds(timeout)
        while !isDone(self) {
            guard ContinuousClock.now < deadline else {
                throw HarnessError.timeout(what, after: timeout, seen: output + errors)
            }
            guard pipes.contains(where: { $0 >= 0 }) else {
                throw HarnessError("the program ended before \(what) came; it wrote:\n\(output)\(errors)")
            }
            read(milliseconds: 100)
        }
    }

    private func read(milliseconds: Int32) {
        var waiting = pipes.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        guard poll(&waiting, nfds_t(waiting.count), milliseconds) > 0 else { return }
        for (index, entry) in waiting.enumerated() where entry.revents != 0 {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = Foundation.read(entry.fd, &buffer, buffer.count)
            if count > 0 {
                texts[index].append(contentsOf: buffer[..<count])
            } else if count == 0 {
                close(entry.fd)
                pipes[index] = -1
            }
        }
    }

    /// Reads all that the command writes, and waits for its end.
    func waitForExit(timeout: Double = 60) throws -> CommandResult {
        let deadline = ContinuousClock.now + .seconds(timeout)
        while ended == nil {
            var status: Int32 = 0
            if waitpid(process, &status, WNOHANG) == process { ended = ExitStatus(waitStatus: status) }
            if ended != nil { break }
            guard ContinuousClock.now < deadline else {
                throw HarnessError.timeout("the end of \(arguments)", after: timeout, seen: output + errors)
            }
            read(milliseconds: 20)
            if pipes.allSatisfy({ $0 < 0 }) { usleep(1_000) }
        }
        // What it wrote last.
        while pipes.contains(where: { $0 >= 0 }) && ContinuousClock.now < deadline { read(milliseconds: 100) }
        guard let ended else { throw HarnessError("no status") }
        return CommandResult(arguments: arguments, exit: ended, output: output, errors: errors)
    }
}

/// Calls `body` with a C array of C strings that ends with a null pointer.
func withCStrings<Result>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
    let copies = texts.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies + [nil])
}
