/// A loss or a gradient stopped being a finite number; the weights are those before the failing step.
public struct DivergenceError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was not finite.
    public enum Quantity: String, Sendable { case loss, gradient }

    public var quantity: Quantity
    /// The first layer, from the input, whose values were not finite.
    public var layer: String
    /// Steps taken before this one.
    public var step: Int
    public var learningRate: Double

    public var description: String {
        "the \(quantity.rawValue) is not finite at step \(step), layer \(layer), learning rate \(learningRate); "
            + "lower the learning rate"
    }
}
