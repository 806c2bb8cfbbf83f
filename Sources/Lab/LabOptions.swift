import Datasets
import TerminalUI

/// What the command line asks of the lab.
public struct LabOptions: Sendable {
    /// The stage to begin with, by id or number; `nil`: the one chosen last.
    public var stage: String?
    public var data: DatasetRequest
    /// `nil`: what the terminal shows.
    public var glyphs: GlyphLevel?

    /// `nil`: the one that is remembered.
    public var theme: ThemeChoice?

    public init(
        stage: String? = nil, data: DatasetRequest = DatasetRequest(), glyphs: GlyphLevel? = nil,
        theme: ThemeChoice? = nil
    ) {
        self.stage = stage
        self.data = data
        self.glyphs = glyphs
        self.theme = theme
    }
}
