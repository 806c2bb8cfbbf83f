import NeuralNetwork

/// How a field's value is got, set, bounded and stepped.
enum HyperparameterControl {
    case number(
        get: (Hyperparameters) -> Double?, set: (inout Hyperparameters, Double) -> Void, bounds: ClosedRange<Double>,
        steps: NumberSteps)
    case integer(
        get: (Hyperparameters) -> Int?, set: (inout Hyperparameters, Int) -> Void, bounds: ClosedRange<Int>,
        steps: IntegerSteps, zero: String?)
    case integers(
        get: (Hyperparameters) -> [Int], set: (inout Hyperparameters, [Int]) -> Void, bounds: ClosedRange<Int>,
        counts: ClosedRange<Int>, steps: IntegerSteps)
    case choice(
        get: (Hyperparameters) -> String?, set: (inout Hyperparameters, String) -> Void, names: [String])
    case seed

    var range: String {
        switch self {
        case .number(_, _, let bounds, _):
            return "\(NumberText.text(bounds.lowerBound)) to \(NumberText.text(bounds.upperBound))"
        case .integer(_, _, let bounds, _, let zero):
            let lowest = zero == nil ? bounds.lowerBound : bounds.lowerBound + 1
            let numbers = "\(lowest) to \(bounds.upperBound)"
            return zero.map { "\($0), or \(numbers)" } ?? numbers
        case .integers(_, _, let bounds, let counts, _):
            return "\(counts.lowerBound) to \(counts.upperBound) numbers from \(bounds.lowerBound) to "
                + "\(bounds.upperBound)"
        case .choice(_, _, let names):
            return names.joined(separator: ", ")
        case .seed:
            return "0 to \(UInt64.max)"
        }
    }
}

/// The values that a nudge moves through.
enum NumberSteps {
    /// 1, 2, 5, 10, 20, 50… times a power of ten, from `smallest`; 0 below it where the bounds allow.
    case oneTwoFive(smallest: Double)
    /// Multiples of a number.
    case multiples(of: Double)

    func next(from value: Double, up: Bool, bounds: ClosedRange<Double>) -> Double {
        switch self {
        case .multiples(let step):
            let position = value / step
            let moved = up ? (position + 1e-6).rounded(.down) + 1 : (position - 1e-6).rounded(.up) - 1
            // Dividing keeps 0.15 from becoming 0.15000000000000002.
            let exact = moved / (1 / step).rounded()
            return min(max(exact, bounds.lowerBound), bounds.upperBound)
        case .oneTwoFive(let smallest):
            let ladder = Self.ladder(smallest: smallest, bounds: bounds)
            let tolerance = value * 1e-9
            if up { return ladder.first { $0 > value + tolerance } ?? bounds.upperBound }
            return ladder.last { $0 < value - tolerance } ?? bounds.lowerBound
        }
    }

    private static func ladder(smallest: Double, bounds: ClosedRange<Double>) -> [Double] {
        var values = [bounds.lowerBound]
        for exponent in -9...9 {
            for digit in [1, 2, 5] {
                // Reading the text gives 0.003 rather than 3 × 0.001.
                let value = Double("\(digit)e\(exponent)") ?? 0
                if value >= smallest, value > bounds.lowerBound, value < bounds.upperBound { values.append(value) }
            }
        }
        return values + [bounds.upperBound]
    }
}

/// The whole numbers that a nudge moves through.
enum IntegerSteps {
    case one
    case ladder([Int])

    func next(from value: Int, up: Bool, bounds: ClosedRange<Int>) -> Int {
        switch self {
        case .one:
            return min(max(up ? value + 1 : value - 1, bounds.lowerBound), bounds.upperBound)
        case .ladder(let ladder):
            if up { return min(ladder.first { $0 > value } ?? bounds.upperBound, bounds.upperBound) }
            return max(ladder.last { $0 < value } ?? bounds.lowerBound, bounds.lowerBound)
        }
    }
}
