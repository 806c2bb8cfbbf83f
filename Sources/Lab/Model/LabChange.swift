/// What of the lab's shared state has changed.
public enum LabChange: Sendable, Equatable {
    /// Another stage was chosen.
    case stage
    /// The shown run of the chosen stage: a snapshot came, weights were loaded, a run was opened.
    case shownRun
    /// The data set.
    case data
    /// The list of runs, or a run's curves.
    case runs
    /// The lessons.
    case lessons
    /// The drawing on the canvas.
    case drawing
}
