/// Runs a program on a terminal: sleeps until something happens, answers keys at once, draws only what changed.
public struct EventLoop<P: Program> {
    public let program: P
    public let terminal: any Terminal
    /// The shortest time between two frames that no key asked for (30 a second).
    public var frameInterval: Duration = .milliseconds(33)
    /// The shortest time between two frames while keys or the mouse are busy.
    public var inputFrameInterval: Duration = .milliseconds(8)
    /// The characters to draw with, where the user chose (`--glyphs`); else what the terminal shows.
    public var glyphs: GlyphLevel?

    public init(_ program: P, terminal: any Terminal) {
        self.program = program
        self.terminal = terminal
    }

    /// Runs until an effect calls ``LoopControl/exit(_:)`` or the terminal has gone, and returns the exit status.
    ///
    /// `model` stays the caller's, so that it can be looked at afterwards. `initial` are the first messages.
    public func run(_ model: inout P.Model, initial: [P.Message] = []) -> Int32 {
        let clock = ContinuousClock()
        let start = clock.now
        let control = LoopControl<P.Message>(terminal: terminal)
        var lastFrame: ContinuousClock.Instant?
        var lastTick = start
        var shown: Surface?
        var shownCursor: Point?
        var isDirty = true
        var isUrgent = true
        apply(initial, &model, control)

        while true {
            if control.wantsSuspend {
                control.wantsSuspend = false
                terminal.suspend()
                terminal.resume()
                shown = nil
                isDirty = true
                isUrgent = true
            }
            if let status = control.exitStatus { return status }

            let now = clock.now
            let frameDue = lastFrame.map { $0 + (isUrgent ? inputFrameInterval : frameInterval) } ?? now
            if isDirty && now >= frameDue {
                draw(model, shown: &shown, cursor: &shownCursor)
                lastFrame = clock.now
                isDirty = false
                isUrgent = false
            }

            let tickDue = program.tickInterval(model).map { lastTick + $0 }
            let due = [isDirty ? frameDue : nil, tickDue].compactMap { $0 }.min()
            var event = terminal.nextEvent(timeout: due.map { max(.zero, $0 - clock.now) })
            var handled = 0
            // What is there already is handled before the next frame, but a flood must not starve the screen.
            while let next = event {
                handled += 1
                switch next {
                case .redraw:
                    shown = nil
                    isDirty = true
                    isUrgent = true
                case .key, .mouse, .paste, .background, .resize: isUrgent = true
                case .wake, .tick, .terminate, .hangup: break
                }
                if case .resize = next { isDirty = true }
                if let message = program.message(for: next, model: model) {
                    apply([message], &model, control)
                    isDirty = true
                } else if next == .hangup {
                    control.exit(128 + 1)
                }
                if control.exitStatus != nil || control.wantsSuspend || next == .hangup || handled >= 4096 { break }
                event = terminal.nextEvent(timeout: .zero)
            }
            if let tickDue, clock.now >= tickDue, control.exitStatus == nil {
                lastTick = clock.now
                if let message = program.message(for: .tick(lastTick - start), model: model) {
                    apply([message], &model, control)
                    isDirty = true
                }
            }
        }
    }

    private func apply(_ messages: [P.Message], _ model: inout P.Model, _ control: LoopControl<P.Message>) {
        var queue = messages
        var next = 0
        while next < queue.count {
            for effect in program.update(&model, queue[next]) { program.perform(effect, control: control) }
            queue += control.messages
            control.messages.removeAll(keepingCapacity: true)
            next += 1
        }
    }

    private func draw(_ model: P.Model, shown: inout Surface?, cursor: inout Point?) {
        var context = ViewContext(terminal)
        if let glyphs { context.glyphs = glyphs }
        let surface = program.view(model, context).degraded(to: context.glyphs)
        let place = program.cursor(model, context)
        if surface == shown && place == cursor { return }
        terminal.present(surface, cursor: place)
        shown = surface
        cursor = place
    }
}
