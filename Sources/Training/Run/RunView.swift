import Datasets
import Foundation
import NeuralNetwork
import Notebook
import Telemetry

/// What a ``RunListener`` may look at while it is told of something: the run as it is at that moment.
///
/// It looks into the running trainer, so nobody keeps it beyond the call or hands it to another thread.
public final class RunView {
    /// Lives longer: the loop owns its view.
    private unowned let loop: TrainingLoop
    /// The weights after some step, so that several listeners share one copy.
    private var copied: (step: Int, weights: NetworkWeights)?

    init(_ loop: TrainingLoop) { self.loop = loop }

    // MARK: What is trained

    public var stage: Stage { loop.request.stage }
    public var dataset: Dataset { loop.request.dataset }
    public var network: Network { loop.network }
    /// As the run uses them now, live changes included.
    public var hyperparameters: Hyperparameters { loop.hyperparameters }
    /// Worker threads at work.
    public var threads: Int { loop.engine.workerCount }
    /// Where the run's files lie, where it has any; other outputs put theirs beside them.
    public var folder: URL? { loop.folder?.folder?.url }

    // MARK: Where it stands

    public var status: RunStatus { loop.status }
    public var position: RunPosition { loop.position }
    public var stepsPerEpoch: Int { loop.source.stepsPerEpoch }
    /// Of the step that was taken last, or before the first one of that.
    public var learningRate: Double { loop.engine.learningRate }
    /// Of the step that comes next.
    public var nextLearningRate: Double { loop.nextLearningRate }
    /// Curves, epochs and marks so far.
    public var history: TrainingHistory { loop.recorder.history }
    /// The last look at the held-out images.
    public var testReport: TestReport? { loop.recorder.testReport }

    // MARK: Weights

    /// As they are now; copied once a step at most, however many listeners ask.
    public var weights: NetworkWeights {
        let step = loop.engine.iteration
        if let copied, copied.step == step { return copied.weights }
        let weights = loop.engine.copyWeights()
        copied = (step, weights)
        return weights
    }

    /// Of the last look at the held-out images, or the first ones: what is left of a run that diverges.
    public var lastWeights: NetworkWeights { loop.kept.last }
    /// Of the best epoch, or the last ones before one is done.
    public var bestWeights: NetworkWeights { loop.kept.best ?? loop.kept.last }

    /// The weights were replaced without a step.
    func forgetWeights() { copied = nil }

    /// All that the run needs to go on from here, or from where it was stopped.
    public var saved: SavedRun { loop.savedAtStop ?? loop.saved }

    // MARK: Telling others

    /// Tells every listener that something went wrong which does not end the run.
    public func warn(_ message: String) { loop.warn(message) }

    // MARK: Books, for the listeners of this module

    var recorder: Recorder { loop.recorder }
    var processAge: Double { loop.processAge }
    var folderName: String? { loop.folder?.folder?.name }
    /// The run's name or path, for the summary.
    var folderReference: String? { loop.folder?.folder?.reference }
    var folderFailure: FileSystemError? { loop.folder?.failure }
}
