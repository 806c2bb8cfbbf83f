/// The non-linear function that follows a layer, applied to each unit by itself.
public enum Activation: String, Sendable, CaseIterable, Codable {
    /// max(0, x)
    case relu
    /// 1 / (1 + e⁻ˣ)
    case sigmoid
    /// (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)
    case tanh
    /// x above zero, 0.2 · x below: the slope that Keras's `activation="leaky_relu"` has. The layer ``LeakyReLU`` has a slope
    /// of one's own.
    case leakyReLU = "leaky_relu"
    /// x: what a network without non-linear functions computes, for the lesson's question.
    case identity

    /// As Keras's text writes it.
    public var kerasText: String { self == .identity ? "\"linear\"" : "\"\(rawValue)\"" }
}
