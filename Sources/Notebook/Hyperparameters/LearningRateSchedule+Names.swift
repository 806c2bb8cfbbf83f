import NeuralNetwork

extension LearningRateSchedule {
    static let typicalRate = 0.5

    /// The name as it is typed and shown: `constant`, `inverse-time`, `exponential`, `cosine`.
    public var name: String {
        switch self {
        case .constant: "constant"
        case .inverseTime: "inverse-time"
        case .exponential: "exponential"
        case .cosine: "cosine"
        }
    }

    /// The schedule of this name with constants that suit the notebook's learning rates; an unknown name is constant.
    init(typical name: String) {
        switch name {
        case "inverse-time": self = .inverseTime(decay: 0.001)
        case "exponential": self = .exponential(rate: Self.typicalRate, steps: 2_000, floor: 0.0001)
        case "cosine": self = .cosine(warmupSteps: 100, totalSteps: 0, floor: 0)
        default: self = .constant
        }
    }

    /// `nil` where the schedule has none.
    var floor: Double? {
        switch self {
        case .constant, .inverseTime: nil
        case .exponential(_, _, let floor), .cosine(_, _, let floor): floor
        }
    }

    /// Steps and floor of an exponential schedule, or the typical ones.
    var exponentialConstants: (steps: Double, floor: Double) {
        if case .exponential(_, let steps, let floor) = self { return (steps, floor) }
        return (2_000, 0)
    }
}
