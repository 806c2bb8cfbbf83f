import NeuralNetwork

/// Loss and right answers added up over some batches, each weighted by its size.
public struct BatchSums: Sendable, Equatable, Codable {
    public var lossSum = 0.0
    public var correct = 0
    public var count = 0
    public var batches = 0

    public init() {}

    /// Mean loss an image, in nats.
    public var loss: Double? { count > 0 ? lossSum / Double(count) : nil }
    /// Share of right answers.
    public var accuracy: Double? { count > 0 ? Double(correct) / Double(count) : nil }

    mutating func add(_ result: BatchResult) {
        lossSum += result.lossSum
        correct += result.correct
        count += result.count
        batches += 1
    }
}
