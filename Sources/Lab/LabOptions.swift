import Datasets
import TerminalUI

/// What the command line asks of the lab.
public struct LabOptions: Sendable {
    /// The stage to begin with, by id or number; `nil`: the one chosen last.
    public var stage: String?
    public var data: DatasetRequest
    /// `nil`: what the terminal shows.
    public var glyphs: GlyphLevel?

    public init(stage: String? = nil, data: DatasetRequest = DatasetRequest(), glyphs: GlyphLevel? = nil) {
        self.stage = stage
        self.data = data
        self.glyphs = glyphs
    }
}
