import NeuralNetwork

/// Every setting of a run that a person may change, as one value.
public struct Hyperparameters: Sendable, Equatable, Codable {
    public var learningRate: Double
    public var schedule: LearningRateSchedule
    public var optimizer: OptimizerSpecification
    public var batchSize: Int
    public var epochs: Int
    /// Units of the hidden dense layers, in order; empty where the stage has none.
    public var hiddenUnits: [Int]
    /// Of all hidden layers; `nil` where the stage has none.
    public var activation: Activation?
    /// Rate of all dropout layers, 0 to 0.95; `nil` where the stage has none.
    public var dropout: Double?
    /// Filters, kernel sizes and strides of the convolutions, in order; empty where the stage has none.
    public var filters: [Int]
    public var kernels: [Int]
    public var strides: [Int]
    public var seed: UInt64
    /// Worker threads; 0 means one a processor that this process may use.
    public var threads: Int

    public init(
        learningRate: Double, schedule: LearningRateSchedule = .constant, optimizer: OptimizerSpecification,
        batchSize: Int, epochs: Int, hiddenUnits: [Int] = [], activation: Activation? = nil, dropout: Double? = nil,
        filters: [Int] = [], kernels: [Int] = [], strides: [Int] = [], seed: UInt64 = 1, threads: Int = 0
    ) {
        self.learningRate = learningRate
        self.schedule = schedule
        self.optimizer = optimizer
        self.batchSize = batchSize
        self.epochs = epochs
        self.hiddenUnits = hiddenUnits
        self.activation = activation
        self.dropout = dropout
        self.filters = filters
        self.kernels = kernels
        self.strides = strides
        self.seed = seed
        self.threads = threads
    }
}
