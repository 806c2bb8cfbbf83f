/// What the lab remembers from one session to the next.
public struct LabSettings: Sendable, Equatable, Codable {
    /// The stage that was chosen last.
    public var stage: String?
    public var plot: PlotOptions
    /// Stages whose last runs lie under the plots.
    public var ghosts: [String]

    public init(stage: String? = nil, plot: PlotOptions = PlotOptions(), ghosts: [String] = []) {
        self.stage = stage
        self.plot = plot
        self.ghosts = ghosts
    }
}
