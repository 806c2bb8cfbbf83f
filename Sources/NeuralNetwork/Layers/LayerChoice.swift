/// A value that is chosen from a few by name.
public protocol LayerChoice: Sendable, Equatable {
    /// All of them, in the order in which they are offered.
    static var choices: [Self] { get }
    /// As stage files write it.
    var choiceName: String { get }
    /// As Keras's text writes it: `"same"`.
    var kerasText: String { get }
}

extension LayerChoice where Self: CaseIterable & RawRepresentable, RawValue == String {
    public static var choices: [Self] { Array(allCases) }
    public var choiceName: String { rawValue }
    public var kerasText: String { "\"\(rawValue)\"" }
}

extension Padding: LayerChoice {}
extension Initializer: LayerChoice {}
extension Activation: LayerChoice {}

/// An activation that may be missing is called `none` there.
extension Optional<Activation>: LayerChoice {
    public static var choices: [Activation?] { Activation.allCases.map(Optional.some) + [nil] }
    public var choiceName: String { self?.rawValue ?? "none" }
    public var kerasText: String { self?.kerasText ?? "None" }
}
