import Foundation

/// A run on the disk: what its `run.json` says.
public struct StoredRun: Sendable, Equatable, Identifiable {
    /// The folder's name.
    public var name: String
    public var folder: URL
    public var description: RunDescription
    /// Whether weights can be loaded.
    public var hasWeights: Bool

    public var id: String { name }

    /// The title a person gave, else the folder's name.
    public var displayName: String { description.title ?? name }

    /// Whether a process trains it now: one that was killed leaves its status behind but no process.
    public var isRunning: Bool { description.status == .running && description.process.isAlive }

    /// Whether it ended without saying so.
    public var isInterrupted: Bool { description.status == .running && !isRunning }
}
