/// Trains one network: owns its weights, the optimizer's moments and the worker threads.
///
/// Used from one thread at a time. The same seed, worker count and BLAS kernel give the same bits, run after run.
public final class TrainingEngine {
    public let network: Network
    public let workerCount: Int
    /// Of the next step; the caller applies its schedule.
    public var learningRate: Double = 0.001
    /// Steps taken.
    public private(set) var iteration = 0

    /// - Parameters:
    ///   - batchCapacity: The largest mini-batch that ``step(images:labels:indices:count:)`` will be given.
    ///   - workers: Threads that share each mini-batch, the caller's included.
    ///   - seed: Of the dropout masks.
    public init(
        network: Network, weights: NetworkWeights, optimizer: OptimizerSpecification, batchCapacity: Int, workers: Int,
        seed: UInt64
    ) {
        preconditionFailure("lands next")
    }

    /// Sets the rate of every dropout layer from the next step on.
    public func setDropoutRate(_ rate: Float) {}

    /// One training step over `count` images picked by index: forward, loss, backward, optimizer.
    ///
    /// - Parameters:
    ///   - images: `[n, 784]` bytes of the whole set; a pixel is divided by 255.
    ///   - labels: `[n]` classes.
    ///   - indices: `[count]` positions in the set.
    /// - Throws: ``DivergenceError``; the weights are then those before this step.
    public func step(
        images: UnsafePointer<UInt8>, labels: UnsafePointer<UInt8>, indices: UnsafePointer<Int32>, count: Int
    ) throws(DivergenceError) -> BatchResult {
        preconditionFailure("lands next")
    }

    /// Loss, accuracy and every answer over `count` images in order, without changing anything.
    public func evaluate(images: UnsafePointer<UInt8>, labels: UnsafePointer<UInt8>, count: Int) -> Evaluation {
        preconditionFailure("lands next")
    }

    /// A copy of the weights as they are now.
    public func copyWeights() -> NetworkWeights { preconditionFailure("lands next") }

    /// Replaces the weights; moments and iteration count stay.
    public func setWeights(_ weights: NetworkWeights) { preconditionFailure("lands next") }

    /// Everything that the next steps depend on, so that a run can go on bit for bit.
    public var state: EngineState {
        get { preconditionFailure("lands next") }
        set { preconditionFailure("lands next") }
    }
}
