import Datasets
import Notebook
import Telemetry

/// What `update` asks the runtime to do outside the model.
public enum LabEffect: Sendable {
    /// Looks for results of background work and sends them as messages.
    case collect
    /// The same after waiting a moment for them: a terminal that has gone reports nothing else any more.
    case awaitResults
    case startTraining(TrainingOrder)
    case command(TrainingCommand)
    case loadData(DatasetRequest)
    case cancelLoading
    /// Loads the digits that were drawn and labelled here as the test images, beside the images to train on.
    case showOwnDigits(folder: String, train: ImageSet)
    case listRuns
    /// Finds the weights of a stage that know these classes: the newest run's, or those that ship.
    case loadModel(stage: String, classNames: [String])
    /// Asks weights about the whole test set and the watched images.
    case evaluate(ShownRun, Dataset, watched: [Int])
    /// Loads a run with its weights and curves.
    case openRun(String)
    /// Loads a run's curves alone.
    case loadCurves(run: String)
    /// Writes curves into a CSV file in the folder that the program was started in.
    case exportCurves(run: String, TrainingHistory)
    case renameRun(String, title: String)
    case deleteRun(String)
    case loadLessons
    case saveSettings(LabSettings)
    /// Work of a screen's own, on a background thread; its result comes back through ``LabScreen/receive(_:_:)``.
    case background(screen: ScreenID, work: @Sendable () -> any Sendable)
    case suspend
    /// Asks the terminal whether it is light or dark.
    case askBackground
    /// Hands a text to the terminal's clipboard.
    case copy(String)
    case exit(Int32)
}
