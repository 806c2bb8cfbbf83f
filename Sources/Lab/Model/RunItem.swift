import Foundation
import Notebook

/// A past run as the lists show it.
public struct RunItem: Sendable, Equatable, Identifiable {
    /// The folder's name.
    public var id: String
    /// The title that a person gave, if any.
    public var title: String?
    public var stageID: String
    public var stageTitle: String
    public var dataset: String
    /// When it began, as local time `2026-11-23 14:02:31`.
    public var started: String
    public var startedAt: Date
    /// `running`, `finished`, `stopped`, `failed`, `interrupted`.
    public var status: String
    public var hyperparameters: Hyperparameters
    public var defaults: Hyperparameters
    public var stage: Stage
    public var parameters: Int
    public var threads: Int
    public var blasKernel: String
    public var epochs: Int
    public var lastAccuracy: Double?
    public var bestAccuracy: Double?
    public var bestEpoch: Int?
    public var lowestTestLoss: Double?
    public var trainingSeconds: Double
    public var hasWeights: Bool

    public init(
        id: String, title: String? = nil, stage: Stage, dataset: String, started: String, startedAt: Date,
        status: String, hyperparameters: Hyperparameters, parameters: Int, threads: Int = 1, blasKernel: String = "",
        epochs: Int, lastAccuracy: Double?, bestAccuracy: Double?, bestEpoch: Int?, lowestTestLoss: Double? = nil,
        trainingSeconds: Double, hasWeights: Bool = true
    ) {
        self.id = id
        self.title = title
        stageID = stage.id
        stageTitle = stage.title
        self.stage = stage
        self.dataset = dataset
        self.started = started
        self.startedAt = startedAt
        self.status = status
        self.hyperparameters = hyperparameters
        defaults = stage.defaults
        self.parameters = parameters
        self.threads = threads
        self.blasKernel = blasKernel
        self.epochs = epochs
        self.lastAccuracy = lastAccuracy
        self.bestAccuracy = bestAccuracy
        self.bestEpoch = bestEpoch
        self.lowestTestLoss = lowestTestLoss
        self.trainingSeconds = trainingSeconds
        self.hasWeights = hasWeights
    }

    /// The title, else the folder's name.
    public var displayName: String { title ?? id }

    /// The settings that differ from the stage's own, `learning rate 0.01`, in the form's order.
    public var changes: [String] { changedFields.map { "\($0.name) \($0.text(in: hyperparameters))" } }

    /// The fields whose settings differ from the stage's own, in the form's order.
    var changedFields: [HyperparameterField] {
        HyperparameterField.fields(for: stage, hyperparameters)
            .filter { $0 != .dataset && $0.differs(hyperparameters, from: defaults) }
    }

    /// A setting as text; `nil` where the stage has none of the kind.
    func text(of field: HyperparameterField) -> String? {
        guard HyperparameterField.fields(for: stage, hyperparameters).contains(field) else { return nil }
        return field.text(in: hyperparameters)
    }

    /// The hour, minute and second at which it began.
    var startedTime: Substring { started.split(separator: " ").last ?? "" }

    /// What tells the run from others of its stage in a legend: its title, else what was changed, else when it began.
    var legendName: String {
        if let title { return title }
        return ([stageID] + (changes.isEmpty ? [String(startedTime)] : changes)).joined(separator: " ")
    }
}
