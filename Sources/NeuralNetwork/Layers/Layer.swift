/// What every layer is: a plain value that says what it computes, what it needs and how it is written.
///
/// Stage files, summaries, Keras's text and an editor all read this one description, so a new layer is a new folder
/// beside this file and a line in ``LayerTypes/all``; the compiler asks for the rest.
public protocol Layer: Sendable, Equatable, Codable {
    /// Its type in stage files: `max_pooling`.
    static var typeName: String { get }
    /// What it does, in a line.
    static var help: String { get }
    /// Keras's class: `MaxPooling2D`.
    static var kerasClass: String { get }
    /// What the engine must know about it before it sees a number.
    static var traits: LayerTraits { get }
    /// Everything about it that a person may choose, in the order in which it is written.
    static var settings: [LayerSetting] { get }
    /// What a layer at this place is called where nobody named it.
    static func defaultName(at place: LayerPlace) -> String

    /// Every setting at its default; those that have none at a value to start editing from.
    init()

    /// The function that ends the layer, where it has one.
    var activation: Activation? { get }

    /// The shape of its output.
    ///
    /// - Throws: ``LayerError`` that says what would fit, where the input does not.
    func outputShape(for input: ImageShape) throws(LayerError) -> ImageShape

    /// The tensors that belong to it, in Keras's order.
    func parameters(for input: ImageShape) -> [LayerParameter]

    /// Multiply-adds × 2 of one image's forward pass.
    func forwardFLOPs(from input: ImageShape, to output: ImageShape) -> Int

    /// The order in which a seed's numbers are handed out to the tensor of this role: fixed for good, so that a seed gives the
    /// same network whatever the engine's plan.
    func drawingOrder(of role: LayerParameter.Role, in surroundings: LayerSurroundings) -> ParameterOrder

    /// How the engine carries the layer out.
    func plan(in surroundings: LayerSurroundings, for team: LayerTeam) -> LayerPlan

    /// Whether its output can go straight to the layer behind, where nobody else can look at it.
    func handsOver(to next: any Layer) -> Bool

    /// What its workers share, where they share anything.
    func sharedBuffers(in surroundings: LayerSurroundings, for team: LayerTeam) -> SharedBuffers?

    /// The same layer as one worker of the engine runs it.
    func operation(at site: OperationSite) -> any LayerOperation
}

extension Layer {
    public var activation: Activation? { nil }

    public func parameters(for input: ImageShape) -> [LayerParameter] { [] }

    public func forwardFLOPs(from input: ImageShape, to output: ImageShape) -> Int { 0 }

    public func drawingOrder(of role: LayerParameter.Role, in surroundings: LayerSurroundings) -> ParameterOrder {
        .keras
    }

    public func plan(in surroundings: LayerSurroundings, for team: LayerTeam) -> LayerPlan {
        LayerPlan(method: Self.traits.movesNothing ? "nothing moves" : "each image by itself", exchange: "nothing")
    }

    public func handsOver(to next: any Layer) -> Bool { false }

    public func sharedBuffers(in surroundings: LayerSurroundings, for team: LayerTeam) -> SharedBuffers? { nil }

    /// The setting of this name, where the layer has one.
    public static func setting(_ name: String) -> LayerSetting? { settings.first { $0.name == name } }

    /// The value of the setting of this name; `nil` where the layer has none of that name.
    public func value(of name: String) -> LayerSetting.Value? { Self.setting(name)?.value(in: self) }

    /// Whether every setting is in its range.
    ///
    /// - Throws: ``LayerError`` that names the setting and what is allowed.
    public func check() throws(LayerError) {
        for setting in Self.settings { try setting.check(setting.value(in: self)) }
    }

    /// Whether the other layer is of the same type and has the same settings.
    public func isEqual(to other: any Layer) -> Bool { (other as? Self) == self }
}
