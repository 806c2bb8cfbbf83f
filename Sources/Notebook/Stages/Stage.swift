import NeuralNetwork

/// One stage of the notebook, or of one's own: a network, how it is trained, and what it teaches.
public struct Stage: Sendable, Equatable, Codable, Identifiable {
    /// The name on the command line: `softmax`, `conv`.
    public var id: String
    /// Its number in the notebook's order, from 1; 0 for stages of one's own.
    public var number: Int
    public var title: String
    /// What the stage teaches, in a line.
    public var teaches: String
    /// Start of its run folders' names: `five-layers-relu`.
    public var logName: String
    /// The network as the stage's file writes it.
    public var specification: NetworkSpecification
    /// The notebook's own settings for this stage.
    public var defaults: Hyperparameters

    public init(
        id: String, number: Int, title: String, teaches: String, logName: String, specification: NetworkSpecification,
        defaults: Hyperparameters
    ) {
        self.id = id
        self.number = number
        self.title = title
        self.teaches = teaches
        self.logName = logName
        self.specification = specification
        self.defaults = defaults
    }
}
