import TerminalUI

/// The lab for the toolkit's loop: events become messages, effects go to the runtime.
public struct LabProgram: Program {
    private let runtime: LabRuntime

    public init(runtime: LabRuntime) { self.runtime = runtime }

    public func message(for event: Event, model: LabModel) -> LabMessage? {
        switch event {
        case .key(let key): .key(key)
        case .mouse(let mouse): .mouse(mouse)
        case .paste(let text): .pasted(text)
        case .resize(let size): .resized(size)
        case .wake: .woken
        case .terminate(let signal): .terminated(signal: signal)
        case .hangup: .hungUp
        case .background(let background): .backgroundReported(background)
        case .tick(let elapsed): .ticked(elapsed)
        case .redraw: nil
        }
    }

    public func update(_ model: inout LabModel, _ message: LabMessage) -> [LabEffect] { model.update(message) }

    public func view(_ model: LabModel, _ context: ViewContext) -> Surface {
        var context = context
        context.theme = model.state.context.theme
        return model.view(context)
    }

    /// Only a message that goes by itself needs a clock.
    public func tickInterval(_ model: LabModel) -> Duration? { model.state.notice == nil ? nil : .seconds(1) }

    public func perform(_ effect: LabEffect, control: LoopControl<LabMessage>) {
        switch effect {
        case .collect: for message in runtime.collect() { control.send(message) }
        case .awaitResults: for message in runtime.awaitResults() { control.send(message) }
        case .exit(let status): control.exit(status)
        case .suspend: control.suspend()
        case .askBackground: control.askBackground()
        case .copy(let text): control.send(.copied(text, wasSent: control.copy(text)))
        default: runtime.perform(effect)
        }
    }
}
