/// An application as plain values: events become messages, messages change the model, the model is drawn.
///
/// `update` and `view` do no input or output and read no clock; what has to touch the world is an `Effect` that
/// ``perform(_:control:)`` carries out on the terminal's thread.
public protocol Program {
    associatedtype Model
    associatedtype Message
    associatedtype Effect

    /// What an event means just now; `nil`: nothing.
    func message(for event: Event, model: Model) -> Message?

    /// Changes the model; what remains to be done outside is returned.
    func update(_ model: inout Model, _ message: Message) -> [Effect]

    /// Draws the whole screen.
    func view(_ model: Model, _ context: ViewContext) -> Surface

    /// Where the terminal's cursor stands, if it is shown.
    func cursor(_ model: Model, _ context: ViewContext) -> Point?

    /// How often ``Event/tick(_:)`` is wanted just now; `nil`: not at all, and the program sleeps until something happens.
    func tickInterval(_ model: Model) -> Duration?

    /// Carries out an effect; messages go back through `control`.
    func perform(_ effect: Effect, control: LoopControl<Message>)
}

extension Program {
    public func cursor(_ model: Model, _ context: ViewContext) -> Point? { nil }
    public func tickInterval(_ model: Model) -> Duration? { nil }
}
