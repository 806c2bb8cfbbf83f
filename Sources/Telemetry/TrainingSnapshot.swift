import NeuralNetwork
import Notebook

/// All that the world sees of a run at one moment: immutable, made by the trainer, read by whoever watches.
public struct TrainingSnapshot: Sendable {
    public var stage: Stage
    /// As the run uses them now, live changes included.
    public var hyperparameters: Hyperparameters
    public var status: RunStatus
    /// Steps taken in this epoch and in the run.
    public var stepInEpoch: Int
    public var stepsPerEpoch: Int
    public var step: Int
    /// Epochs finished, and how many the run is to have.
    public var epoch: Int
    public var epochs: Int
    /// Images trained on a second, over about the last second of training.
    public var imagesPerSecond: Double
    /// Seconds since the start without pauses, and of training alone.
    public var elapsedSeconds: Double
    public var trainingSeconds: Double
    /// Estimated seconds to the end of this epoch and of the run, `nil` before anything was measured.
    public var secondsToEpochEnd: Double?
    public var secondsToRunEnd: Double?
    /// Of the next step.
    public var learningRate: Double
    /// Means over the epoch so far.
    public var runningLoss: Double?
    public var runningAccuracy: Double?
    public var history: TrainingHistory
    public var testReport: TestReport?
    /// Which test images are watched closely, and their probabilities now: `[watched, 10]`.
    public var watchedImages: [Int]
    public var watchedProbabilities: [[Float]]
    /// The network and its weights now; with a ``NeuralNetwork/Classifier`` anyone can ask them.
    public var network: Network
    public var weights: NetworkWeights
    public var threads: Int
    public var blasKernel: String
    /// Name of the run's folder, where there is one.
    public var runName: String?
    /// What went wrong without ending the run, such as a folder that cannot be written, for people.
    public var warning: String?

    public init(stage: Stage, hyperparameters: Hyperparameters, network: Network, weights: NetworkWeights) {
        self.stage = stage
        self.hyperparameters = hyperparameters
        self.network = network
        self.weights = weights
        status = .idle
        stepInEpoch = 0
        stepsPerEpoch = 0
        step = 0
        epoch = 0
        epochs = hyperparameters.epochs
        imagesPerSecond = 0
        elapsedSeconds = 0
        trainingSeconds = 0
        learningRate = hyperparameters.learningRate
        history = TrainingHistory()
        watchedImages = []
        watchedProbabilities = []
        threads = 1
        blasKernel = ""
    }
}
