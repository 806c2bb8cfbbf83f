import Foundation

/// Where a run's files go.
public enum RunOutput: Sendable, Equatable {
    /// Nowhere.
    case none
    /// This folder, made where it is missing; an earlier run in it is replaced.
    case folder(URL)
    /// The folder of the run that goes on.
    case existing(URL)
    /// A new folder under ``RunStore/standardRoot``, named after the stage and the time.
    case automatic
}
