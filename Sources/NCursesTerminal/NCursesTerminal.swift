import CNCurses
import TerminalUI

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The real terminal, by ncurses: one for the process, used by the thread that opened it.
///
///     let terminal = try NCursesTerminal()
///     defer { terminal.close() }
///
/// The screen comes back on every way out, also by a signal or a trap, while it is open.
public final class NCursesTerminal: Terminal {
    /// What the user chose.
    public struct Options: Hashable, Sendable {
        /// `nil`: what the locale and the terminal allow.
        public var glyphs: GlyphLevel?
        public var usesMouse: Bool

        public init(glyphs: GlyphLevel? = nil, usesMouse: Bool = true) {
            self.glyphs = glyphs
            self.usesMouse = usesMouse
        }
    }

    public private(set) var size: Size
    public let capabilities: TerminalCapabilities
    public let waker = Waker()

    private let quantizer: ColorQuantizer
    private var pairs: ColorPairs
    private var queue: [Event] = []
    private var queueStart = 0
    private var shown: Surface?
    private var shownCursor: Point?
    private let clock = ContinuousClock()
    private let opened: ContinuousClock.Instant
    private var decoder: InputDecoder
    private var buffer = [UInt8](repeating: 0, count: 1 << 14)
    /// A frame that came while the terminal had not yet taken the one before.
    private var delayed: (surface: Surface, cursor: Point?)?
    private var wantsBackground = false
    private var asked: ContinuousClock.Instant?
    private var isGone = false
    private var isClosed = false
    private var isStopped = false

    /// Opens the screen.
    ///
    /// - Throws: ``NCursesTerminalError`` where there is no terminal, or none that can show a screen; exit status 64.
    public init(_ options: Options = Options()) throws(NCursesTerminalError) {
        guard cnc_is_terminal() else { throw .notATerminal }
        guard let name = Self.environment("TERM"), !name.isEmpty else { throw .terminalTypeMissing }
        // It opens without complaint and shows garbage.
        guard name != "dumb" else { throw .unsuitable(name) }
        let wantsUnicode = (options.glyphs ?? .ascii) > .ascii
        let isUnicode = cnc_set_locale(wantsUnicode)
        let usesColor = (Self.environment("NO_COLOR") ?? "").isEmpty
        switch Int(cnc_open(options.usesMouse, usesColor)) {
        case CNC_OK: break
        case CNC_UNKNOWN_TERMINAL: throw .unknown(name)
        case CNC_NO_CURSOR_ADDRESSING: throw .unsuitable(name)
        default: throw .failed(name)
        }
        let colors: ColorDepth =
            switch cnc_colors() {
            case ..<8: .none
            case ..<16: .eight
            case ..<256: .sixteen
            case ..<(1 << 24): .indexed256
            default: .truecolor
            }
        capabilities = TerminalCapabilities(
            colors: colors, glyphs: isUnicode ? options.glyphs ?? Self.glyphs(of: name) : .ascii,
            hasMouse: cnc_has_mouse())
        quantizer = ColorQuantizer(depth: colors)
        pairs = ColorPairs(limit: Int(cnc_pairs()))
        opened = clock.now
        decoder = InputDecoder(keys: TerminfoKeys.sequences())
        size = Self.currentSize()
        ask("\u{1B}[?2026$p")
    }

    deinit { close() }

    private static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    private static func currentSize() -> Size {
        var columns: Int32 = 0
        var rows: Int32 = 0
        cnc_size(&columns, &rows)
        return Size(columns: Int(columns), rows: Int(rows))
    }

    /// What a terminal's font can be expected to have, in a UTF-8 locale.
    private static func glyphs(of name: String) -> GlyphLevel {
        // The console's font has 256 or 512 characters, no Braille among them; DEC's terminals have no Unicode at all.
        if name.hasPrefix("linux") || name.hasPrefix("cons") { return .block }
        if name.hasPrefix("vt") || name.hasPrefix("ansi") { return .ascii }
        return .braille
    }

    public func present(_ wanted: Surface, cursor: Point?) {
        guard isUsable else { return }
        // Nobody waits for a terminal that is slow, or stopped: of the frames that it misses it gets the last.
        guard cnc_output_drain(0) else {
            delayed = (wanted, cursor)
            return
        }
        delayed = nil
        let surface = wanted.degraded(to: capabilities.glyphs)
        if surface == shown && cursor == shownCursor { return }
        pairs.beginFrame()
        let columns = min(surface.size.columns, size.columns)
        var row = [cnc_cell](repeating: cnc_cell(scalar: 32, mark: 0, pair: 0, attributes: 0), count: columns)
        let before = shown.flatMap { $0.size == surface.size ? $0 : nil }
        // Neighbouring cells mostly look alike: their pair is looked up once.
        var style = Style.plain
        var pair: Int32 = 0
        for line in 0..<min(surface.size.rows, size.rows) where columns > 0 {
            let start = line * surface.size.columns
            let cells = surface.cells[start..<start + columns]
            if let before, before.cells[start..<start + columns] == cells {
                // Its pairs are still on the screen and must not be taken back.
                keepPairs(of: cells)
                continue
            }
            for (column, cell) in cells.enumerated() {
                if cell.style != style {
                    style = cell.style
                    pair = self.pair(for: style)
                }
                row[column] = cnc_cell(
                    scalar: cell.scalar, mark: cell.mark, pair: pair, attributes: UInt32(style.attributes.rawValue))
            }
            cnc_put_row(Int32(line), row, Int32(columns))
        }
        shown = surface
        shownCursor = cursor
        cnc_flush(Int32(cursor?.column ?? -1), Int32(cursor?.row ?? -1))
    }

    private func pair(for style: Style) -> Int32 {
        if capabilities.colors == .none { return 0 }
        let foreground = quantizer.index(style.foreground)
        let background = quantizer.index(style.background)
        return pairs.pair(foreground, background) ?? pairs.pair(foreground, -1) ?? 0
    }

    private func keepPairs(of cells: ArraySlice<Cell>) {
        // Only small tables of pairs ever run out.
        guard capabilities.colors != .none, capabilities.colors < .indexed256 else { return }
        var style = Style.plain
        for cell in cells where cell.style != style {
            style = cell.style
            _ = pair(for: style)
        }
    }

    private var isUsable: Bool {
        precondition(cnc_is_own_thread(), "the terminal belongs to the thread that opened it")
        return !isGone && !isClosed && !isStopped
    }

    public func nextEvent(timeout: Duration?) -> Event? {
        precondition(!isClosed, "the terminal is closed")
        if let event = takeQueued() { return event }
        let deadline = timeout.map { clock.now + $0 }
        while true {
            let due = [deadline, decoder.deadline.map { opened + $0 }].compactMap { $0 }.min()
            let rest = due.map { max(.zero, $0 - clock.now).pollMilliseconds } ?? -1
            // A terminal that has gone would be ready for ever; what is still to be saved wakes us.
            let seen = Int(cnc_wait(waker.fileDescriptor, rest, !isGone))
            if seen & CNC_SAW_SIGNAL != 0 { takeSignals() }
            if seen & CNC_SAW_HANGUP != 0 { vanish() }
            if seen & CNC_SAW_ROOM != 0 { takeRoom() }
            if seen & CNC_SAW_INPUT != 0 && !isGone {
                takeInput()
            } else {
                take(decoder.expire(at: clock.now - opened))
            }
            if seen & CNC_SAW_WAKE != 0 && waker.drain() { queue.append(.wake) }
            if let event = takeQueued() { return event }
            if let deadline, clock.now >= deadline { return nil }
        }
    }

    private func takeRoom() {
        guard cnc_output_drain(0), let next = delayed else { return }
        present(next.surface, cursor: next.cursor)
    }

    private func takeQueued() -> Event? {
        guard queueStart < queue.count else { return nil }
        defer {
            queueStart += 1
            if queueStart == queue.count {
                queue.removeAll(keepingCapacity: true)
                queueStart = 0
            }
        }
        return queue[queueStart]
    }

    private func vanish() {
        if isGone { return }
        isGone = true
        queue.append(.hangup)
    }

    private func takeSignals() {
        while true {
            let signal = cnc_next_signal()
            switch signal {
            case 0: return
            case SIGINT, SIGTERM: queue.append(.terminate(signal: signal))
            case SIGHUP: vanish()
            case SIGTSTP:
                stop(wholeJob: false)
                resume()
                queue.append(.redraw)
            case SIGCONT where isGone: break
            case SIGCONT:
                // Also after SIGSTOP, which nobody can answer beforehand.
                cnc_resume()
                changeSize()
                shown = nil
                queue.append(.redraw)
            case SIGWINCH:
                cnc_update_size()
                changeSize()
            default: break
            }
        }
    }

    private func changeSize() {
        let new = Self.currentSize()
        if new == size { return }
        size = new
        shown = nil
        queue.append(.resize(new))
    }

    private func takeInput() {
        let count = Int(cnc_read(&buffer, Int32(buffer.count)))
        if count == 0 { vanish() }
        if count > 0 { take(decoder.decode(buffer[..<count], at: clock.now - opened)) }
    }

    private func take(_ outputs: [InputDecoder.Output]) {
        for output in outputs {
            switch output {
            case .event(let event): queue.append(event)
            case .answer(.background(let background)):
                // Another program's question may be answered late.
                if wantsBackground { queue.append(.background(background)) }
                wantsBackground = false
            case .answer(.synchronizedOutput(let isKnown)): cnc_set_synchronized(isKnown)
            case .answer(.attributes):
                asked = nil
                decoder.expectsAnswers = false
            }
        }
    }

    // MARK: Questions and the clipboard

    /// Sends a question, and one more that every terminal answers, to know when the answers are over.
    private func ask(_ question: String) {
        guard isUsable, cnc_answers() else { return }
        cnc_send(question + "\u{1B}[c")
        _ = cnc_output_drain(0)
        asked = clock.now
        decoder.expectsAnswers = true
    }

    public func askBackground() {
        wantsBackground = true
        ask("\u{1B}]11;?\u{1B}\\")
    }

    /// What most terminals take at once.
    private static let clipboardLimit = 1 << 16

    public func copy(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard isUsable, cnc_answers(), bytes.count <= Self.clipboardLimit else { return false }
        cnc_send("\u{1B}]52;c;\(Base64.text(bytes))\u{07}")
        _ = cnc_output_drain(0)
        return true
    }

    /// Answers that are still on their way would end up in the shell.
    private func awaitAnswers() {
        guard let asked, !isGone else { return }
        let deadline = min(asked + .seconds(1), clock.now + .milliseconds(200))
        while self.asked != nil, !isGone, clock.now < deadline {
            let seen = Int(cnc_wait(waker.fileDescriptor, max(.zero, deadline - clock.now).pollMilliseconds, true))
            if seen & CNC_SAW_SIGNAL != 0 || seen & CNC_SAW_HANGUP != 0 { return }
            if seen & CNC_SAW_ROOM != 0 { _ = cnc_output_drain(0) }
            if seen & CNC_SAW_WAKE != 0 { _ = waker.drain() }
            if seen & CNC_SAW_INPUT != 0 { takeInput() }
        }
    }

    // MARK: Leaving and coming back

    public func suspend() {
        guard isUsable else { return }
        stop(wholeJob: true)
    }

    private func stop(wholeJob: Bool) {
        guard isUsable else { return }
        isStopped = true
        delayed = nil
        cnc_stop(wholeJob)
    }

    public func resume() {
        guard isStopped, !isClosed, !isGone else { return }
        isStopped = false
        cnc_resume()
        shown = nil
        changeSize()
    }

    public func close() {
        if isClosed { return }
        awaitAnswers()
        isClosed = true
        cnc_close()
    }
}
