/// The workers that share a mini-batch.
public struct LayerTeam: Sendable, Equatable {
    public let workers: Int
    /// The most images that one of them is given.
    public let share: Int

    /// The most images of a mini-batch.
    public var batch: Int { share * workers }
}
