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
    private var heldButton = MouseEvent.Button.left
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
        size = Self.currentSize()
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
        let clock = ContinuousClock()
        let deadline = timeout.map { clock.now + $0 }
        while true {
            let rest = deadline.map { max(.zero, $0 - clock.now).pollMilliseconds } ?? -1
            // A terminal that has gone would be ready for ever; what is still to be saved wakes us.
            let seen = Int(cnc_wait(waker.fileDescriptor, rest, !isGone))
            if seen & CNC_SAW_SIGNAL != 0 { takeSignals() }
            if seen & CNC_SAW_HANGUP != 0 { vanish() }
            if seen & CNC_SAW_INPUT != 0 && !isGone { takeInput() }
            if seen & CNC_SAW_WAKE != 0 && waker.drain() { queue.append(.wake) }
            if let event = takeQueued() { return event }
            if let deadline, clock.now >= deadline { return nil }
        }
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
        var count = 0
        while count < 4096 {
            let input = cnc_read()
            if Int(input.kind) == CNC_NONE { break }
            count += 1
            if let event = event(input) { queue.append(event) }
        }
        if count == 0 && cnc_is_end_of_input() { vanish() }
    }

    private func event(_ input: cnc_input) -> Event? {
        switch Int(input.kind) {
        case CNC_CHARACTER: return character(input.value).map(Event.key)
        case CNC_UP: return .key(.up)
        case CNC_DOWN: return .key(.down)
        case CNC_LEFT: return .key(.left)
        case CNC_RIGHT: return .key(.right)
        case CNC_SHIFT_UP: return .key(.shiftUp)
        case CNC_SHIFT_DOWN: return .key(.shiftDown)
        case CNC_SHIFT_LEFT: return .key(.shiftLeft)
        case CNC_SHIFT_RIGHT: return .key(.shiftRight)
        case CNC_HOME: return .key(.home)
        case CNC_END: return .key(.end)
        case CNC_PAGE_UP: return .key(.pageUp)
        case CNC_PAGE_DOWN: return .key(.pageDown)
        case CNC_ENTER: return .key(.enter)
        case CNC_BACK_TAB: return .key(.backTab)
        case CNC_BACKSPACE: return .key(.backspace)
        case CNC_DELETE: return .key(.delete)
        case CNC_INSERT: return .key(.insert)
        case CNC_FUNCTION: return .key(.function(Int(input.value)))
        case CNC_MOUSE: return mouse(input)
        default: return nil
        }
    }

    private func character(_ value: UInt32) -> Key? {
        switch value {
        case 9: return .tab
        case 10, 13: return .enter
        case 27: return .escape
        case 8, 127: return .backspace
        case 0: return .control(" ")
        case 1...26: return Unicode.Scalar(value + 96).map { .control(Character($0)) }
        case ..<32, 0x80..<0xA0: return nil
        default: return Unicode.Scalar(value).map { .character(Character($0)) }
        }
    }

    private func mouse(_ input: cnc_input) -> Event {
        let position = Point(column: Int(input.column), row: Int(input.row))
        let modifiers = MouseEvent.Modifiers(rawValue: UInt8(truncatingIfNeeded: input.modifiers))
        func event(_ kind: MouseEvent.Kind, _ button: MouseEvent.Button) -> Event {
            .mouse(MouseEvent(kind, button: button, modifiers: modifiers, at: position))
        }
        switch Int(input.mouse) {
        case CNC_PRESS:
            heldButton = input.button == 3 ? .right : input.button == 2 ? .middle : .left
            return event(.press, heldButton)
        case CNC_RELEASE: return event(.release, heldButton)
        case CNC_WHEEL_UP: return event(.scrollUp, .middle)
        case CNC_WHEEL_DOWN: return event(.scrollDown, .middle)
        // Motion carries no button: it is the one pressed before.
        default: return event(.drag, heldButton)
        }
    }

    public func suspend() {
        guard isUsable else { return }
        stop(wholeJob: true)
    }

    private func stop(wholeJob: Bool) {
        guard isUsable else { return }
        isStopped = true
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
        isClosed = true
        cnc_close()
    }
}
