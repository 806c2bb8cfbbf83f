extension HyperparameterField {
    /// The value as it is shown and can be typed again; empty where the settings do not have it.
    public func text(in settings: Hyperparameters) -> String {
        switch control {
        case .number(let get, _, _, _): return get(settings).map { NumberText.text($0) } ?? ""
        case .integer(let get, _, _, _, let zero):
            guard let value = get(settings) else { return "" }
            if value == 0, let zero { return zero }
            return String(value)
        case .integers(let get, _, _, _, _): return get(settings).map(String.init).joined(separator: " ")
        case .choice(let get, _, _): return get(settings) ?? ""
        case .seed: return String(settings.seed)
        case nil: return ""
        }
    }

    /// Reads a typed value into the settings, which stay as they are where it is wrong.
    ///
    /// A setting of a schedule (`decay`, `decay-rate`, `warmup`…) chooses that schedule. Filters of another count bring
    /// kernels and strides to the same count.
    ///
    /// - Throws: ``HyperparameterError`` with the reason and the range.
    public func set(_ text: String, in settings: inout Hyperparameters) throws(HyperparameterError) {
        let typed = text.trimmed
        switch control {
        case .number(_, let set, let bounds, _):
            guard let value = Double(typed) else { throw wrong(text, "is not a number") }
            guard bounds.contains(value) else { throw wrong(text, "is out of range") }
            try checkOwner(text, settings)
            set(&settings, value)
        case .integer(_, let set, let bounds, _, let zero):
            if let zero, typed.lowercased() == zero { return set(&settings, 0) }
            guard let value = Int(typed) else { throw wrong(text, "is not a whole number") }
            guard bounds.contains(value) else { throw wrong(text, "is out of range") }
            set(&settings, value)
        case .integers(let get, let set, let bounds, let counts, _):
            let values = try numbers(text)
            guard values.allSatisfy(bounds.contains) else { throw wrong(text, "is out of range") }
            guard counts.contains(values.count) else { throw wrong(text, "has \(values.count) numbers") }
            if self == .kernels || self == .strides {
                let count = settings.filters.count
                // One number is meant for every convolution.
                let all = values.count == 1 ? Array(repeating: values[0], count: count) : values
                guard all.count == count else {
                    throw wrong(text, "has \(values.count) numbers for \(count) convolutions")
                }
                return set(&settings, all)
            }
            if get(settings).isEmpty { throw wrong(text, "cannot be used: this stage has none", allowed: "") }
            set(&settings, values)
        case .choice(_, let set, let names):
            // Hyphens and underscores are the same to whoever types.
            let plain = typed.lowercased().replacing("_", with: "-")
            guard let name = names.first(where: { $0.replacing("_", with: "-") == plain }) else {
                let near = NearMiss.suggestion(for: plain, among: names).map { " (did you mean \($0)?)" } ?? ""
                throw wrong(text, "is none of the choices\(near)")
            }
            try checkOwner(text, settings)
            set(&settings, name)
        case .seed:
            guard let value = UInt64(typed) else { throw wrong(text, "is not a whole number of this range") }
            settings.seed = value
        case nil:
            throw wrong(text, "is not set here", allowed: "")
        }
    }

    /// Moves the value to the next sensible one; at an end of the range it stays. Choices go round.
    public func nudge(up: Bool, in settings: inout Hyperparameters) {
        switch control {
        case .number(let get, let set, let bounds, let steps):
            guard let value = get(settings) else { return }
            set(&settings, steps.next(from: value, up: up, bounds: bounds))
        case .integer(let get, let set, let bounds, let steps, _):
            guard let value = get(settings) else { return }
            set(&settings, steps.next(from: value, up: up, bounds: bounds))
        case .integers(let get, let set, let bounds, _, let steps):
            set(&settings, get(settings).map { steps.next(from: $0, up: up, bounds: bounds) })
        case .choice(let get, let set, let names):
            guard let index = get(settings).flatMap(names.firstIndex) else { return }
            set(&settings, names[(index + (up ? 1 : names.count - 1)) % names.count])
        case .seed:
            if up, settings.seed < .max { settings.seed += 1 }
            if !up, settings.seed > 0 { settings.seed -= 1 }
        case nil:
            break
        }
    }

    /// Whether what the settings hold is within the field's bounds, wherever they came from.
    ///
    /// - Throws: ``HyperparameterError`` where it is not.
    public func check(_ settings: Hyperparameters) throws(HyperparameterError) {
        switch control {
        case .number(let get, _, let bounds, _):
            // A stage file may set a learning rate or a rate below what the form offers, never zero or less.
            let lower = self == .learningRate || self == .decayRate ? Double.leastNormalMagnitude : bounds.lowerBound
            if let value = get(settings), !(value >= lower && value <= bounds.upperBound) {
                throw wrong(NumberText.text(value), "is out of range")
            }
        case .integer(let get, _, let bounds, _, _):
            // The cosine's warm-up may be longer in a stage file than the form offers.
            let upper = self == .warmup ? Hyperparameters.stepCounts.upperBound : bounds.upperBound
            if let value = get(settings), value < bounds.lowerBound || value > upper {
                throw wrong(String(value), "is out of range")
            }
        case .integers(let get, _, let bounds, _, _):
            if !get(settings).allSatisfy(bounds.contains) { throw wrong(text(in: settings), "is out of range") }
        case .choice, .seed, nil:
            break
        }
    }

    /// Constants of an optimizer or a floor only go with those that have them.
    private func checkOwner(_ text: String, _ settings: Hyperparameters) throws(HyperparameterError) {
        switch (self, settings.optimizer, settings.schedule) {
        case (.momentum, .sgd, _), (.nesterov, .sgd, _), (.weightDecay, .adamW, _): return
        case (.momentum, _, _), (.nesterov, _, _):
            throw wrong(text, "cannot be used with \(settings.optimizer.name); only sgd has it", allowed: "")
        case (.weightDecay, _, _):
            throw wrong(text, "cannot be used with \(settings.optimizer.name); only adamw has it", allowed: "")
        case (.floor, _, .constant), (.floor, _, .inverseTime):
            throw wrong(
                text, "cannot be used with the schedule \(settings.schedule.name); only exponential and cosine have it",
                allowed: "")
        case (.dropout, _, _) where settings.dropout == nil, (.activation, _, _) where settings.activation == nil:
            throw wrong(text, "cannot be used: this stage has none", allowed: "")
        default: return
        }
    }

    private func numbers(_ text: String) throws(HyperparameterError) -> [Int] {
        var values: [Int] = []
        for part in text.split(whereSeparator: { " ,;-\t".contains($0) }) {
            guard let value = Int(part) else { throw wrong(text, "is not a list of whole numbers") }
            values.append(value)
        }
        return values
    }

    private func wrong(_ value: String, _ reason: String, allowed: String? = nil) -> HyperparameterError {
        HyperparameterError(field: self, value: value, reason: reason, allowed: allowed ?? range)
    }
}

extension String {
    fileprivate var trimmed: String {
        let front = drop { $0.isWhitespace }
        return String(front.reversed().drop { $0.isWhitespace }.reversed())
    }
}
