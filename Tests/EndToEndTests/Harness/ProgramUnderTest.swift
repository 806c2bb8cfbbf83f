import CVTerm
import Foundation
import Testing

/// `digitlab` in a pseudo-terminal, with an emulated screen to look at.
///
/// Nothing here sleeps: every wait ends with the state that it waits for, or throws with the screen as it is then.
final class ProgramUnderTest {
    let sandbox: Sandbox
    let screen: TerminalScreen
    private var program = cvt_program()
    private var modesBefore: termios
    private var ended: ExitStatus?
    private(set) var isStopped = false
    private(set) var isHungUp = false
    /// All bytes that the program wrote.
    private(set) var received: [UInt8] = []

    /// - Parameters:
    ///   - environment: Changes to the sandbox's; `nil` takes a variable away.
    ///   - ignoringHangup: Starts it as `nohup` would.
    init(
        arguments: [String] = [], size: TerminalScreen.Size = .init(120, 40), term: String? = "xterm-256color",
        environment: [String: String?] = [:], sandbox: Sandbox? = nil, ignoringHangup: Bool = false
    ) throws {
        let sandbox = try sandbox ?? Sandbox()
        self.sandbox = sandbox
        screen = TerminalScreen(size: size, kind: term ?? "")
        var variables = sandbox.environment(environment)
        variables["TERM"] = term
        let path = try BuiltProgram.path()
        var started = cvt_program()
        let failure = withCStrings([path] + arguments) { argv in
            withCStrings(variables.map { "\($0)=\($1)" }) { envp in
                cvt_start(
                    path, argv, envp, sandbox.work.path, Int32(size.rows), Int32(size.columns), ignoringHangup, &started
                )
            }
        }
        guard failure == 0 else { throw HarnessError("no pseudo-terminal: \(String(cString: strerror(failure)))") }
        program = started
        modesBefore = started.modes
    }

    deinit {
        if ended == nil { kill(-program.program, SIGKILL) }
        close(program.release)
        close(program.reports)
        if !isHungUp { close(program.master) }
        var status: Int32 = 0
        waitpid(program.keeper, &status, 0)
    }

    var screenText: String { screen.text }
    var processID: pid_t { program.program }

    // MARK: What a person does

    func send(_ text: String) throws { try write(Array(text.utf8)) }

    /// Presses a key, in the way that the terminal's present mode asks for.
    func key(_ key: TerminalKey, times: Int = 1) throws {
        for _ in 0..<times { screen.press(key) }
        try write(screen.takeOutput())
    }

    func press(column: Int, row: Int, button: Int = 1) throws {
        screen.moveMouse(column: column, row: row)
        screen.mouseButton(button, isPressed: true)
        try write(screen.takeOutput())
    }

    func moveMouse(column: Int, row: Int) throws {
        screen.moveMouse(column: column, row: row)
        try write(screen.takeOutput())
    }

    func release(button: Int = 1) throws {
        screen.mouseButton(button, isPressed: false)
        try write(screen.takeOutput())
    }

    func click(column: Int, row: Int) throws {
        try press(column: column, row: row)
        try release()
    }

    func resize(_ columns: Int, _ rows: Int) throws {
        screen.resize(.init(columns, rows))
        guard cvt_set_size(program.master, Int32(rows), Int32(columns)) == 0 else {
            throw HarnessError("the terminal cannot be resized")
        }
    }

    /// Sends a signal to the program's job, as the terminal's driver or a shell does.
    func signal(_ number: Int32) { kill(-program.program, number) }

    /// Takes the terminal away.
    func hangUp() {
        close(program.master)
        isHungUp = true
    }

    private func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(program.master, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw HarnessError("cannot write to the terminal: errno \(errno)") }
            rest = rest.dropFirst(count)
        }
    }

    // MARK: What a person waits for

    /// Waits until the text is on the screen.
    func wait(until text: String, timeout: Double = 30) throws {
        try wait("\"\(text)\"", timeout: timeout) { $0.screen.text.contains(text) }
    }

    /// Waits until the text is off the screen.
    func wait(untilGone text: String, timeout: Double = 30) throws {
        try wait("the end of \"\(text)\"", timeout: timeout) { !$0.screen.text.contains(text) }
    }

    func wait(_ what: String, timeout: Double = 30, _ isDone: (ProgramUnderTest) throws -> Bool) throws {
        let deadline = ContinuousClock.now + .seconds(timeout)
        while try !isDone(self) {
            if let ended {
                throw HarnessError("the program ended (\(ended)) before \(what) came; the screen:\n\(screen.text)")
            }
            guard ContinuousClock.now < deadline else {
                throw HarnessError.timeout(what, after: timeout, seen: screen.text)
            }
            pump(milliseconds: 50)
        }
    }

    /// Waits for the program's end, and reads all that it still writes.
    @discardableResult
    func waitForExit(timeout: Double = 30) throws -> ExitStatus {
        let deadline = ContinuousClock.now + .seconds(timeout)
        while ended == nil {
            guard ContinuousClock.now < deadline else {
                throw HarnessError.timeout("the program's end", after: timeout, seen: screen.text)
            }
            pump(milliseconds: 50)
        }
        while pump(milliseconds: 0) {}
        guard let ended else { throw HarnessError("no status") }
        return ended
    }

    /// Waits for the program's end and reads nothing until then, as a terminal that has stopped.
    func waitForExitUnread(timeout: Double = 30) throws -> ExitStatus {
        let deadline = ContinuousClock.now + .seconds(timeout)
        while ended == nil, ContinuousClock.now < deadline {
            var waiting = pollfd(fd: program.reports, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 100) > 0 else { continue }
            var status: Int32 = 0
            if read(program.reports, &status, 4) == 4 { ended = ExitStatus(waitStatus: status) }
        }
        guard let ended else { throw HarnessError("the program goes on though it was asked to end") }
        while pump(milliseconds: 0) {}
        return ended
    }

    func waitForStop(timeout: Double = 30) throws {
        try wait("the program to stop", timeout: timeout) { $0.isStopped }
        while pump(milliseconds: 0) {}
    }

    /// Takes what has come; whether anything had.
    @discardableResult
    private func pump(milliseconds: Int32) -> Bool {
        var waiting = [
            pollfd(fd: isHungUp ? -1 : program.master, events: Int16(POLLIN), revents: 0),
            pollfd(fd: ended == nil ? program.reports : -1, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&waiting, 2, milliseconds) > 0 else { return false }
        var hasRead = false
        if waiting[0].revents & Int16(POLLIN) != 0 {
            // A frame comes in several pieces: it is taken whole, so that nothing is judged by half of one.
            var piece = waiting[0]
            var pieces = 0
            repeat {
                hasRead = take() || hasRead
                pieces += 1
            } while pieces < 100 && poll(&piece, 1, 5) > 0 && piece.revents & Int16(POLLIN) != 0
        }
        if waiting[1].revents != 0 {
            var status: Int32 = 0
            if read(program.reports, &status, 4) == 4 {
                if cvt_has_stopped(status) { isStopped = true }
                if cvt_has_continued(status) { isStopped = false }
                ended = ExitStatus(waitStatus: status)
                hasRead = true
            }
        }
        return hasRead
    }

    /// Reads once what the program wrote.
    private func take() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = read(program.master, &buffer, buffer.count)
        guard count > 0 else { return false }
        received += buffer[..<count]
        screen.write(buffer[..<count])
        // Answers to the program's questions; a terminal that has gone takes none.
        try? write(screen.takeOutput())
        return true
    }

    // MARK: The terminal afterwards

    /// Whether line editing, echo and all other modes are as they were before the program came.
    var hasModesAsBefore: Bool {
        var now = termios()
        guard tcgetattr(program.master, &now) == 0 else { return false }
        return withUnsafePointer(to: &now) { now in
            withUnsafePointer(to: &modesBefore) { cvt_same_modes(now, $0) }
        }
    }

    /// Checks that the terminal is as a shell wants it: its own screen, the cursor, no mouse, line editing and echo.
    func expectRestored(_ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(!screen.isAlternate, comment ?? "still on the alternate screen", sourceLocation: sourceLocation)
        #expect(screen.isCursorVisible, comment ?? "the cursor is hidden", sourceLocation: sourceLocation)
        #expect(screen.mouse == 0, comment ?? "the mouse is still reported", sourceLocation: sourceLocation)
        #expect(hasModesAsBefore, comment ?? "the modes are not what they were", sourceLocation: sourceLocation)
    }
}
