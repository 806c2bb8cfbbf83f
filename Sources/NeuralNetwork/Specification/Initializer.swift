/// How the weights of a layer are drawn before training.
public enum Initializer: String, Sendable, CaseIterable, Codable {
    /// Uniform in ±√(6 / (fan in + fan out)) (Glorot & Bengio 2010), Keras's default.
    case glorotUniform = "glorot_uniform"
    /// Uniform in ±√(6 / fan in) (He et al. 2015).
    case heUniform = "he_uniform"
    /// All zero.
    case zeros
}
