import TerminalUI

/// What the lab remembers from one session to the next.
public struct LabSettings: Sendable, Equatable, Codable {
    /// The stage that was chosen last.
    public var stage: String?
    public var plot: PlotOptions
    /// Stages whose last runs lie under the plots.
    public var ghosts: [String]
    public var theme: ThemeChoice
    /// The run that lies under every plot, by its folder's name.
    public var pinnedRun: String?

    public init(
        stage: String? = nil, plot: PlotOptions = PlotOptions(), ghosts: [String] = [], theme: ThemeChoice = .auto,
        pinnedRun: String? = nil
    ) {
        self.stage = stage
        self.plot = plot
        self.ghosts = ghosts
        self.theme = theme
        self.pinnedRun = pinnedRun
    }

    /// Reads what is there; what an earlier version did not write is as it is at first.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        stage = try values.decodeIfPresent(String.self, forKey: .stage)
        plot = try values.decodeIfPresent(PlotOptions.self, forKey: .plot) ?? PlotOptions()
        ghosts = try values.decodeIfPresent([String].self, forKey: .ghosts) ?? []
        theme = try values.decodeIfPresent(ThemeChoice.self, forKey: .theme) ?? .auto
        pinnedRun = try values.decodeIfPresent(String.self, forKey: .pinnedRun)
    }
}
