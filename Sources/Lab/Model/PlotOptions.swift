/// How curves are drawn.
public struct PlotOptions: Sendable, Equatable, Codable {
    /// What the x axis counts.
    public enum XAxis: String, Sendable, CaseIterable, Codable {
        case epoch, step, seconds

        var next: XAxis {
            switch self {
            case .epoch: .step
            case .step: .seconds
            case .seconds: .epoch
            }
        }
    }

    /// How the y axis is spread.
    public enum Scale: String, Sendable, CaseIterable, Codable {
        /// What happens after the first epoch; accuracy by the logarithm of its error from 90 % on.
        case automatic
        /// The logarithm of the loss, and of the error.
        case logarithmic
        /// From the first step on; accuracy from 0 to 100 %.
        case whole

        var next: Scale {
            switch self {
            case .automatic: .logarithmic
            case .logarithmic: .whole
            case .whole: .automatic
            }
        }
    }

    public var xAxis = XAxis.epoch
    public var scale = Scale.automatic
    /// Factor of the exponential mean, 0 to 0.98; 0 shows the raw curve alone.
    public var smoothing = 0.0
    /// Shows the last part of a run and moves with it, rather than the whole run.
    public var followsEnd = false

    public init() {}

    /// Reads what is there; what an earlier version did not write is as it is at first.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        xAxis = try values.decodeIfPresent(XAxis.self, forKey: .xAxis) ?? .epoch
        scale = try values.decodeIfPresent(Scale.self, forKey: .scale) ?? .automatic
        smoothing = try values.decodeIfPresent(Double.self, forKey: .smoothing) ?? 0
        followsEnd = try values.decodeIfPresent(Bool.self, forKey: .followsEnd) ?? false
    }

    /// The factors that `m` goes through.
    static let smoothingFactors = [0, 0.6, 0.9, 0.97]
}
