/// The runs in a folder, newest first, and what else lies there.
public struct RunListing: Sendable, Equatable {
    /// A folder whose `run.json` is missing or broken.
    public struct Unreadable: Sendable, Equatable {
        public var name: String
        public var reason: String
    }

    public var runs: [StoredRun]
    public var unreadable: [Unreadable]

    public init(runs: [StoredRun], unreadable: [Unreadable]) {
        self.runs = runs
        self.unreadable = unreadable
    }
}
