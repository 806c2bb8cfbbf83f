/// How the weights of a layer are drawn before training.
public enum Initializer: String, Sendable, CaseIterable, Codable {
    /// Uniform in ±√(6 / (fan in + fan out)) (Glorot & Bengio 2010), Keras's default.
    case glorotUniform = "glorot_uniform"
    /// Uniform in ±√(6 / fan in) (He et al. 2015).
    case heUniform = "he_uniform"
    /// All zero.
    case zeros

    /// What a kernel of Keras's shape holds before training, its fans counted as Keras counts them: the last two dimensions
    /// times the window's pixels.
    func values(for shape: [Int]) -> LayerParameter.InitialValues {
        let receptiveField = shape.dropLast(2).reduce(1, *)
        let fanIn = Float(shape[shape.count - 2] * receptiveField)
        let fanOut = Float(shape[shape.count - 1] * receptiveField)
        return switch self {
        case .glorotUniform: .uniform(limit: (6 / (fanIn + fanOut)).squareRoot())
        case .heUniform: .uniform(limit: (6 / fanIn).squareRoot())
        case .zeros: .constant(0)
        }
    }

    /// Chosen the same way in every layer that has a kernel.
    static func setting<L: Layer>(_ path: WritableKeyPath<L, Initializer> & Sendable) -> LayerSetting {
        .choice(
            "initializer", path, default: .glorotUniform, keras: "kernel_initializer",
            help: "how the kernel is drawn before training")
    }
}
