/// The rule that turns gradients into steps, with its constants.
///
/// Written as Keras writes them: `g` gradient, `η` learning rate, `t` the iteration counted from 1.
public enum OptimizerSpecification: Sendable, Equatable, Codable {
    /// `v ← μv − ηg`, `w ← w + v` (Nesterov: `w ← w + μv − ηg`); without momentum `w ← w − ηg`.
    case sgd(momentum: Float = 0, nesterov: Bool = false)
    /// `v ← ρv + (1 − ρ)g²`, `w ← w − ηg / √(v + ε)`.
    case rmsprop(rho: Float = 0.9, epsilon: Float = 1e-7)
    /// `m ← β₁m + (1 − β₁)g`, `v ← β₂v + (1 − β₂)g²`, `w ← w − η √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)`
    /// (Kingma & Ba 2014, in Keras's form with ε outside the bias-corrected root).
    case adam(beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-7)
    /// Adam behind `w ← w − η λ w` (Loshchilov & Hutter 2017); biases decay too, as in Keras.
    case adamW(beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-7, weightDecay: Float = 0.004)

    /// The name as it is typed and shown: `sgd`, `rmsprop`, `adam`, `adamw`.
    public var name: String {
        switch self {
        case .sgd: "sgd"
        case .rmsprop: "rmsprop"
        case .adam: "adam"
        case .adamW: "adamw"
        }
    }

    /// The optimizer of this name with Keras's default constants, or `nil` for an unknown name.
    public init?(name: String) {
        switch name.lowercased() {
        case "sgd": self = .sgd()
        case "rmsprop": self = .rmsprop()
        case "adam": self = .adam()
        case "adamw": self = .adamW()
        default: return nil
        }
    }

    /// How many moment vectors, each as long as the parameters, the rule keeps.
    public var momentCount: Int {
        switch self {
        case .sgd(let momentum, _): momentum == 0 ? 0 : 1
        case .rmsprop: 1
        case .adam, .adamW: 2
        }
    }
}
