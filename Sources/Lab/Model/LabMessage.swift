import Datasets
import Notebook
import Telemetry
import TerminalUI

/// Everything that can happen to the lab.
public enum LabMessage: Sendable {
    /// The first message of all, with what the terminal can show.
    case started(ViewContext)
    case key(Key)
    case mouse(MouseEvent)
    /// Pasted text: for text fields alone.
    case pasted(String)
    case resized(Size)
    /// The terminal told whether it is light or dark.
    case backgroundReported(TerminalBackground)
    /// A text was handed to the terminal's clipboard, or there is none.
    case copied(String, wasSent: Bool)
    /// The time since the loop began, while something waits for it.
    case ticked(Duration)
    /// Background work has results to collect.
    case woken
    /// SIGINT or SIGTERM.
    case terminated(signal: Int32)
    /// The terminal has gone.
    case hungUp

    case dataProgress(LoadProgress)
    case dataLoaded(Dataset)
    /// The text says what happened and what to do.
    case dataFailed(String)
    /// The newest snapshot of the run with this number.
    case snapshot(run: Int, TrainingSnapshot)
    /// The run is over and its files are written; `error` tells why, where it failed.
    case trainingEnded(run: Int, TrainingEnd)
    case runsListed([RunItem], problems: [String])
    /// Weights (and curves, where there are any) of a stage that is not being trained, or `nil` where there are none.
    case modelLoaded(stage: String, ShownRun?)
    /// A past run was opened, with its weights.
    case runOpened(ShownRun)
    /// A past run's curves.
    case curvesLoaded(run: String, TrainingHistory)
    /// The answers of a stage's shown weights to the test set and to the watched images.
    case evaluated(stage: String, runName: String?, TestReport, probabilities: [[Float]])
    /// Measured values that lessons quote as `{{name}}`.
    case lessonFieldsLoaded([String: String])
    case lessonsLoaded([String: Lesson], problem: String?)
    /// Something that only needs telling was done.
    case done(String)
    /// Something went wrong that only needs telling.
    case failed(String)
    /// A screen's own background work is done.
    case screen(ScreenID, any Sendable)
}
