/// A moment of a run that the plots point at: a hyperparameter was changed while it trained.
public struct HistoryMark: Sendable, Equatable, Codable {
    public var step: Int
    public var epoch: Double
    public var seconds: Double
    /// The hyperparameter's name, for instance `learning rate`.
    public var name: String
    /// The values as they are shown.
    public var from: String
    public var to: String

    public init(step: Int, epoch: Double, seconds: Double, name: String, from: String, to: String) {
        self.step = step
        self.epoch = epoch
        self.seconds = seconds
        self.name = name
        self.from = from
        self.to = to
    }
}
