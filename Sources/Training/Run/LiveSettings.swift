import NeuralNetwork
import Notebook

/// What may change while a run trains, and how each change reaches it.
///
/// The one list: the form asks it what applies at once, the loop carries it out. A new hyperparameter does not compile
/// before it stands here, and a test walks over all of them: a value applied before the first step trains to the same bits
/// as a run that began with it.
public enum LiveSettings {
    /// How the value of one hyperparameter reaches a run.
    struct Application {
        /// Copies the value from the wanted settings into the run's.
        var copy: (_ wanted: Hyperparameters, _ settings: inout Hyperparameters) -> Void
        /// Tells the engine, where it holds the value itself; without it the next step or epoch reads the settings.
        var tell: (_ settings: Hyperparameters, _ engine: TrainingEngine) -> Void = { _, _ in }
    }

    /// One value that changed, as the plots mark it.
    package struct Change: Sendable, Equatable {
        package var field: HyperparameterField
        package var from: String
        package var to: String

        package init(field: HyperparameterField, from: String, to: String) {
            self.field = field
            self.from = from
            self.to = to
        }
    }

    /// Whether a changed value takes effect on a running network; the others wait for a restart.
    public static func isLive(_ field: HyperparameterField) -> Bool { application(of: field) != nil }

    /// `nil` for what a network is built or started from.
    static func application(of field: HyperparameterField) -> Application? {
        switch field {
        case .learningRate:
            Application { $1.learningRate = $0.learningRate }
        case .schedule, .decay, .decayRate, .decaySteps, .warmup, .floor:
            Application { $1.schedule = $0.schedule }
        case .epochs:
            Application { $1.epochs = $0.epochs }
        case .dropout:
            Application { wanted, settings in
                // A stage without dropout layers cannot get any while it trains.
                if settings.dropout != nil, let rate = wanted.dropout { settings.dropout = rate }
            } tell: { settings, engine in
                if let rate = settings.dropout { engine.setDropoutRate(Float(rate)) }
            }
        case .optimizer, .momentum, .nesterov, .weightDecay, .batchSize, .filters, .kernels, .strides, .hiddenUnits,
            .activation, .seed, .threads, .dataset:
            nil
        }
    }

    /// Takes over what may change live; the rest of `wanted` is left alone.
    ///
    /// - Returns: What changed, in the order of the form.
    /// - Throws: ``HyperparameterError`` where a value is out of range; nothing is changed then.
    package static func apply(
        _ wanted: Hyperparameters, to settings: inout Hyperparameters, of engine: TrainingEngine
    ) throws(HyperparameterError) -> [Change] {
        var next = settings
        for field in HyperparameterField.allCases {
            guard let application = application(of: field) else { continue }
            try field.check(wanted)
            application.copy(wanted, &next)
        }
        var changes: [Change] = []
        for field in HyperparameterField.allCases {
            guard let application = application(of: field) else { continue }
            let (from, to) = (field.text(in: settings), field.text(in: next))
            guard from != to else { continue }
            application.tell(next, engine)
            // A setting of a schedule that comes or goes is told by the schedule's own mark.
            if !from.isEmpty, !to.isEmpty { changes.append(Change(field: field, from: from, to: to)) }
        }
        settings = next
        return changes
    }
}
