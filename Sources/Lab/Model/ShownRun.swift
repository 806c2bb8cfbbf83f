import NeuralNetwork
import Notebook
import Telemetry

/// What the screens show of a stage: the run that is going on, one that ended, one that was opened, or shipped weights.
public struct ShownRun: Sendable {
    /// Where it comes from.
    public enum Source: Sendable, Equatable {
        /// Trained by this session, still or until it ended.
        case session
        /// The newest run on the disk, loaded by itself; `name` is its folder's.
        case last(name: String)
        /// Opened from the list of runs.
        case opened(name: String)
        /// The weights that come with the program.
        case shipped
    }

    public var source: Source
    public var stageID: String
    /// For people: the run's title or time.
    public var label: String
    public var status: RunStatus
    public var hyperparameters: Hyperparameters?
    public var history: TrainingHistory
    public var report: TestReport?
    public var network: Network
    public var weights: NetworkWeights
    public var watchedImages: [Int]
    public var watchedProbabilities: [[Float]]
    /// The short name of the data set that a run of this session trains on.
    public var dataset: String?
    /// Names of the classes that the weights were trained for, where they are not the digits.
    public var classNames: [String]?
    /// The newest snapshot, for a run of this session.
    public var snapshot: TrainingSnapshot?
    /// What the curves show, the most urgent first.
    public var insights: [TrainingInsight]

    public init(
        source: Source, stageID: String, label: String, status: RunStatus = .finished,
        hyperparameters: Hyperparameters? = nil, history: TrainingHistory = TrainingHistory(),
        report: TestReport? = nil, network: Network, weights: NetworkWeights, classNames: [String]? = nil
    ) {
        self.source = source
        self.stageID = stageID
        self.label = label
        self.status = status
        self.hyperparameters = hyperparameters
        self.history = history
        self.report = report
        self.network = network
        self.weights = weights
        self.classNames = classNames
        watchedImages = []
        watchedProbabilities = []
        insights = TrainingInsight.detect(in: history)
    }

    /// A run of this session.
    public init(_ snapshot: TrainingSnapshot, dataset: String? = nil) {
        self.init(
            source: .session, stageID: snapshot.stage.id, label: "this run", status: snapshot.status,
            hyperparameters: snapshot.hyperparameters, history: snapshot.history, report: snapshot.testReport,
            network: snapshot.network, weights: snapshot.weights)
        watchedImages = snapshot.watchedImages
        watchedProbabilities = snapshot.watchedProbabilities
        self.snapshot = snapshot
        self.dataset = dataset
    }

    /// The run's folder name, where it has one.
    public var runName: String? {
        switch source {
        case .session: snapshot?.runName
        case .last(let name), .opened(let name): name
        case .shipped: nil
        }
    }

    public var hasCurves: Bool { !history.train.points.isEmpty || !history.test.points.isEmpty }
}
