/// The non-linear function that follows a layer, applied to each unit by itself.
public enum Activation: String, Sendable, CaseIterable, Codable {
    /// max(0, x)
    case relu
    /// 1 / (1 + e⁻ˣ)
    case sigmoid
    /// (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)
    case tanh
}
