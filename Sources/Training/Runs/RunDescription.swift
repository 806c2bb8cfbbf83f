import Foundation
import NeuralNetwork
import Notebook
import Telemetry

/// What `run.json` holds: the stage as trained, on what, with what, how far, and how it ended.
public struct RunDescription: Sendable, Equatable, Codable {
    /// How a run stands, or ended.
    public enum Status: String, Sendable, Codable {
        case running, finished, stopped, failed
    }

    /// The data set that was trained on.
    public struct DatasetDescription: Sendable, Equatable, Codable {
        public var name: String
        public var title: String
        public var trainImages: Int
        public var testImages: Int
        public var classNames: [String]
    }

    /// The stage that was trained, its network and settings as the stage's file had them.
    public struct StageDescription: Sendable, Equatable, Codable {
        public var id: String
        public var number: Int
        public var title: String
        public var teaches: String
        public var logName: String
        public var specification: NetworkSpecification
        public var defaults: Hyperparameters

        init(_ stage: Stage) {
            id = stage.id
            number = stage.number
            title = stage.title
            teaches = stage.teaches
            logName = stage.logName
            specification = stage.specification
            defaults = stage.defaults
        }

        /// The stage itself.
        public var stage: Stage {
            Stage(
                id: id, number: number, title: title, teaches: teaches, logName: logName,
                specification: specification, defaults: defaults)
        }
    }

    /// Of the layout of this file.
    public var format = 1
    /// The name that a person gave, where one did.
    public var title: String?
    public var stage: StageDescription
    /// The network as it was trained, the hyperparameters carried out.
    public var specification: NetworkSpecification
    /// As the run began; the history's marks tell what changed.
    public var hyperparameters: Hyperparameters
    public var dataset: DatasetDescription
    public var parameters: Int
    public var threads: Int
    public var blasKernel: String
    public var started: Date
    public var updated: Date
    public var status: Status
    /// Which save these files are of; missing in older files.
    public var save: Int?
    /// Why it failed, if it did.
    public var message: String?
    /// Of the process that trains, to tell a run that goes on from one that was killed.
    public var processID: Int32
    /// When that process started, and in which life of the machine: another program may have its number by now. Missing in
    /// older files.
    public var processStart: UInt64?
    public var boot: String?
    public var results: RunResults

    /// The process that trains, or did.
    public var process: ProcessIdentity {
        get { ProcessIdentity(id: processID, start: processStart, boot: boot) }
        set { (processID, processStart, boot) = (newValue.id, newValue.start, newValue.boot) }
    }

    mutating func set(status: RunStatus) {
        message = nil
        switch status {
        case .idle, .preparing, .running, .paused: self.status = .running
        case .finished: self.status = .finished
        case .stopped: self.status = .stopped
        case .failed(let reason):
            self.status = .failed
            message = reason
        }
    }
}
