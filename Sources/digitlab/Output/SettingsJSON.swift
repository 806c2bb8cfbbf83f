import NeuralNetwork
import Notebook

/// Hyperparameters as JSON: the fields that the stage has with these settings, under their options' names.
enum SettingsJSON {
    static func object(_ settings: Hyperparameters, for stage: Stage) -> JSON {
        let fields = HyperparameterField.fields(for: stage, settings).filter { $0 != .dataset }
        return .object(fields.map { ($0.rawValue.replacing("-", with: "_"), value($0, settings)) })
    }

    private static func value(_ field: HyperparameterField, _ settings: Hyperparameters) -> JSON {
        switch field {
        case .filters: return .array(settings.filters.map(JSON.integer))
        case .kernels: return .array(settings.kernels.map(JSON.integer))
        case .strides: return .array(settings.strides.map(JSON.integer))
        case .hiddenUnits: return .array(settings.hiddenUnits.map(JSON.integer))
        case .seed: return .unsigned(settings.seed)
        case .threads: return .integer(settings.threads)
        case .nesterov: return .bool(field.text(in: settings) == "on")
        default:
            let text = field.text(in: settings)
            if let whole = Int(text) { return .integer(whole) }
            return Double(text).map(JSON.number) ?? .string(text)
        }
    }
}
