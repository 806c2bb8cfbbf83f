/// One thing about a layer that a person may choose: its name, what it means, what it may be, how it is read and changed.
///
/// Stage files, summaries, Keras's text and editors are made from these.
public struct LayerSetting: Sendable {
    /// What it may be.
    public enum Kind: Sendable, Equatable {
        case integer(ClosedRange<Int>)
        /// Where `isAbove`, the lower bound itself is not allowed.
        case number(ClosedRange<Double>, isAbove: Bool)
        case choice([String])
    }

    /// What it is.
    public enum Value: Sendable, Equatable, CustomStringConvertible {
        case integer(Int)
        case number(Double)
        case choice(String)

        /// As stage files write it.
        public var description: String {
            switch self {
            case .integer(let value): String(value)
            case .number(let value):
                value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
            case .choice(let name): name
            }
        }
    }

    /// What it is where nothing is said.
    public enum Fallback: Sendable, Equatable {
        /// It must be said.
        case none
        case value(Value)
        /// The value of the setting of this name.
        case sameAs(String)
    }

    /// As stage files write it: `units`.
    public let name: String
    /// What it means, in a line.
    public let help: String
    public let kind: Kind
    public let fallback: Fallback
    /// The name of Keras's argument.
    public let kerasName: String
    private let get: @Sendable (any Layer) -> Value?
    private let set: @Sendable (Value, any Layer) -> (any Layer)?
    private let keras: @Sendable (Value) -> String

    public var isRequired: Bool { fallback == .none }

    /// The value that this layer has. The setting must be one of its type's.
    public func value(in layer: any Layer) -> Value {
        guard let value = get(layer) else { preconditionFailure("\(type(of: layer)) has no setting \(name)") }
        return value
    }

    /// The layer with another value. The setting must be one of its type's.
    ///
    /// - Throws: ``LayerError`` that says what is allowed.
    public func setting(_ value: Value, in layer: any Layer) throws(LayerError) -> any Layer {
        try check(value)
        guard let changed = set(value, layer) else { preconditionFailure("\(type(of: layer)) has no setting \(name)") }
        return changed
    }

    /// What the value is where nothing is said, in a layer whose other settings are these; `nil` where it must be said.
    public func fallbackValue(in layer: any Layer) -> Value? {
        switch fallback {
        case .none: nil
        case .value(let value): value
        case .sameAs(let other): layer.value(of: other)
        }
    }

    /// The value in Keras's text: `"same"`, `6`.
    public func kerasText(_ value: Value) -> String { keras(value) }

    /// What is allowed: `1 to 4,096`, `above 0, at most 1`, `same, valid`.
    public var allowed: String {
        switch kind {
        case .integer(let range): "\(Self.grouped(range.lowerBound)) to \(Self.grouped(range.upperBound))"
        case .number(let range, let isAbove):
            isAbove
                ? "above \(Value.number(range.lowerBound)), at most \(Value.number(range.upperBound))"
                : "\(Value.number(range.lowerBound)) to \(Value.number(range.upperBound))"
        case .choice(let names): names.joined(separator: ", ")
        }
    }

    /// - Throws: ``LayerError`` for a value that is not allowed.
    public func check(_ value: Value) throws(LayerError) {
        let isAllowed =
            switch (kind, value) {
            case (.integer(let range), .integer(let number)): range.contains(number)
            case (.number(let range, let isAbove), .number(let number)):
                range.contains(number) && !(isAbove && number == range.lowerBound)
            case (.choice(let names), .choice(let name)): names.contains(name)
            case (.integer, _), (.number, _), (.choice, _): false
            }
        guard isAllowed else { throw LayerError("\(name) must be \(allowed), not \(value)") }
    }

    private static func grouped(_ number: Int) -> String {
        number < 1_000 ? String(number) : grouped(number / 1_000) + "," + String(String(number + 1_000).suffix(3))
    }
}

extension LayerSetting {
    /// A whole number.
    public static func integer<L: Layer>(
        _ name: String, _ path: WritableKeyPath<L, Int> & Sendable, in range: ClosedRange<Int>, default fallback: Int?,
        keras: String? = nil, help: String
    ) -> LayerSetting {
        integer(
            name, path, in: range, fallback: fallback.map { .value(.integer($0)) } ?? .none, keras: keras, help: help)
    }

    /// A whole number that is another setting's where nothing is said.
    public static func integer<L: Layer>(
        _ name: String, _ path: WritableKeyPath<L, Int> & Sendable, in range: ClosedRange<Int>, fallback: Fallback,
        keras: String? = nil, help: String
    ) -> LayerSetting {
        LayerSetting(
            name: name, help: help, kind: .integer(range), fallback: fallback, kerasName: keras ?? name,
            get: { ($0 as? L).map { .integer($0[keyPath: path]) } },
            set: { value, layer in
                guard var changed = layer as? L, case .integer(let number) = value else { return nil }
                changed[keyPath: path] = number
                return changed
            }, keras: { "\($0)" })
    }

    /// A single-precision number.
    public static func number<L: Layer>(
        _ name: String, _ path: WritableKeyPath<L, Float> & Sendable, in range: ClosedRange<Double>,
        isAbove: Bool = false, default fallback: Double?, keras: String? = nil, help: String
    ) -> LayerSetting {
        LayerSetting(
            name: name, help: help, kind: .number(range, isAbove: isAbove),
            fallback: fallback.map { .value(.number($0)) } ?? .none, kerasName: keras ?? name,
            // The double that the number was written as: 0.9, not 0.8999999761581421.
            get: { ($0 as? L).map { .number(Double("\($0[keyPath: path])") ?? .nan) } },
            set: { value, layer in
                guard var changed = layer as? L, case .number(let number) = value else { return nil }
                changed[keyPath: path] = Float(number)
                return changed
            }, keras: { "\($0)" })
    }

    /// One of a few names.
    public static func choice<L: Layer, Choice: LayerChoice>(
        _ name: String, _ path: WritableKeyPath<L, Choice> & Sendable, default fallback: Choice?, keras: String? = nil,
        help: String
    ) -> LayerSetting {
        LayerSetting(
            name: name, help: help, kind: .choice(Choice.choices.map(\.choiceName)),
            fallback: fallback.map { .value(.choice($0.choiceName)) } ?? .none, kerasName: keras ?? name,
            get: { ($0 as? L).map { .choice($0[keyPath: path].choiceName) } },
            set: { value, layer in
                guard var changed = layer as? L, case .choice(let name) = value,
                    let choice = Choice.choices.first(where: { $0.choiceName == name })
                else { return nil }
                changed[keyPath: path] = choice
                return changed
            },
            keras: { value in
                Choice.choices.first { .choice($0.choiceName) == value }?.kerasText ?? "None"
            })
    }
}
