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

    public var xAxis = XAxis.epoch
    public var isLogarithmic = false
    /// Factor of the exponential mean, 0 to 0.98; 0 shows the raw curve alone.
    public var smoothing = 0.0
    /// Shows the last part of a run and moves with it, rather than the whole run.
    public var followsEnd = false

    public init() {}

    /// The factors that `m` goes through.
    static let smoothingFactors = [0, 0.6, 0.9, 0.97]
}
