/// Why a value cannot be used for a hyperparameter.
public struct HyperparameterError: Error, Sendable, Equatable, CustomStringConvertible {
    public var field: HyperparameterField
    /// The value as it was given.
    public var value: String
    /// What is wrong with it: `is not a number`.
    public var reason: String
    /// What is allowed; empty where the reason says it all.
    public var allowed: String

    public init(field: HyperparameterField, value: String, reason: String, allowed: String) {
        self.field = field
        self.value = value
        self.reason = reason
        self.allowed = allowed
    }

    public var description: String {
        let start = "\(field.name): \"\(value)\" \(reason)"
        return allowed.isEmpty ? start : "\(start); allowed: \(allowed)"
    }
}
