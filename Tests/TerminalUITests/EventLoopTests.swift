import Foundation
import Testing
import TerminalUI

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Counts keys; `q` leaves with 3, `z` suspends, `w` asks for a message through its effect.
private struct Counter: Program {
    enum Message: Equatable { case key(Character), gone, woken, ticked, size(Size), late }
    enum Effect { case exit, suspend, send }

    struct Model {
        var keys = ""
        var woken = 0
        var ticks = 0
        var size: Size?
        var late = 0
        var ticking = false
    }

    func message(for event: Event, model: Model) -> Message? {
        switch event {
        case .key(.character(let character)): .key(character)
        case .hangup: .gone
        case .wake: .woken
        case .tick: .ticked
        case .resize(let size): .size(size)
        default: nil
        }
    }

    func update(_ model: inout Model, _ message: Message) -> [Effect] {
        switch message {
        case .key("q"), .gone: return [.exit]
        case .key("z"): return [.suspend]
        case .key("w"): return [.send]
        case .key(let character): model.keys.append(character)
        case .woken:
            model.woken += 1
            return [.exit]
        case .ticked:
            model.ticks += 1
            return model.ticks == 3 ? [.exit] : []
        case .size(let size): model.size = size
        case .late: model.late += 1
        }
        return []
    }

    func perform(_ effect: Effect, control: LoopControl<Message>) {
        switch effect {
        case .exit: control.exit(3)
        case .suspend: control.suspend()
        case .send: control.send(.late)
        }
    }

    func tickInterval(_ model: Model) -> Duration? { model.ticking ? .milliseconds(1) : nil }

    func view(_ model: Model, _ context: ViewContext) -> Surface {
        var surface = Surface(context.size)
        surface.put("▸ \(model.keys)", at: .zero)
        return surface
    }
}

@Suite struct EventLoopTests {
    private let size = Size(columns: 20, rows: 2)

    @Test func eventsBecomeAModelAndAScreen() {
        let terminal = MemoryTerminal(size: size)
        terminal.type("ab")
        terminal.send(.resize(Size(columns: 10, rows: 1)))
        terminal.type("wc")
        var model = Counter.Model()
        let status = EventLoop(Counter(), terminal: terminal).run(&model)
        // The script's end is a terminal that has gone; the program answers it with 3.
        #expect(status == 3)
        #expect(model.keys == "abc")
        #expect(model.late == 1)
        #expect(model.size == Size(columns: 10, rows: 1))
        #expect(terminal.frames.first?.text == "▸")
    }

    @Test func nothingIsDrawnTwice() {
        let terminal = MemoryTerminal(size: size)
        // Keys that change nothing.
        for _ in 0..<50 { terminal.send(.key(.up)) }
        var model = Counter.Model()
        _ = EventLoop(Counter(), terminal: terminal).run(&model)
        #expect(terminal.frames.count == 1)
    }

    @Test func suspendingRedraws() {
        let terminal = MemoryTerminal(size: size)
        terminal.type("z")
        var model = Counter.Model()
        _ = EventLoop(Counter(), terminal: terminal).run(&model)
        #expect(terminal.frames.count >= 1)
        #expect(!terminal.isSuspended)
    }

    @Test func anotherThreadWakesTheLoop() {
        // Wake-ups before the wait count as one.
        let waker = Waker()
        waker.wake()
        waker.wake()
        #expect(waker.wait(for: .seconds(5)))
        #expect(waker.drain())
        #expect(!waker.drain())
        // A thread of its own: a task could wait for one that other tests keep busy.
        Thread.detachNewThread { waker.wake() }
        #expect(waker.wait(for: .seconds(10)))
    }

    @Test func ticksComeWhileTheyAreWanted() {
        let terminal = SilentTerminal(size: size)
        var model = Counter.Model(ticking: true)
        let status = EventLoop(Counter(), terminal: terminal).run(&model)
        #expect(status == 3)
        #expect(model.ticks == 3)
    }

    @Test func poorTerminalsGetPoorCharacters() {
        let terminal = MemoryTerminal(size: size, capabilities: .init(colors: .none, glyphs: .ascii))
        var model = Counter.Model()
        _ = EventLoop(Counter(), terminal: terminal).run(&model)
        #expect(terminal.frames.first?.text == ">")
    }

    @Test func backgroundsAreJudgedByTheirLight() {
        #expect(TerminalBackground(red: 1, green: 1, blue: 1) == .light)
        #expect(TerminalBackground(red: 0, green: 0, blue: 0) == .dark)
        // Solarized's two.
        #expect(TerminalBackground(red: 0.992, green: 0.965, blue: 0.890) == .light)
        #expect(TerminalBackground(red: 0, green: 0.169, blue: 0.212) == .dark)
    }

    @Test func waitsAreRoundedUp() {
        #expect(Duration.microseconds(1).pollMilliseconds == 1)
        #expect(Duration.zero.pollMilliseconds == 0)
        #expect(Duration.milliseconds(-5).pollMilliseconds == 0)
        #expect(Duration.seconds(2).pollMilliseconds == 2000)
    }
}

/// A terminal on which nothing ever happens but what its waker says.
private final class SilentTerminal: Terminal {
    let size: Size
    let capabilities = TerminalCapabilities()
    let waker = Waker()

    init(size: Size) { self.size = size }
    func present(_ surface: Surface, cursor: Point?) {}
    func nextEvent(timeout: Duration?) -> Event? { waker.wait(for: timeout) && waker.drain() ? .wake : nil }
    func suspend() {}
    func resume() {}
    func close() {}
}
