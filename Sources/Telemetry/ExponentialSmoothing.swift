/// The debiased exponential mean that makes a noisy curve readable.
///
/// `s ← βs + (1 − β)x`, shown as `s / (1 − βᵗ)` so that the first points are not drawn towards zero (Kingma & Ba 2014).
public struct ExponentialSmoothing: Sendable, Equatable {
    /// β: 0 leaves the curve as it is, 0.9 averages over about ten points.
    public let factor: Double
    private var sum = 0.0
    /// `1 − βᵗ`.
    private var weight = 0.0

    public init(factor: Double) {
        precondition(factor >= 0 && factor < 1, "a smoothing factor lies in 0..<1, not at \(factor)")
        self.factor = factor
    }

    /// Takes the next value and returns the mean so far; a value that is not finite is returned and leaves no trace.
    public mutating func next(_ value: Double) -> Double {
        guard value.isFinite else { return value }
        sum = factor * sum + (1 - factor) * value
        weight = factor * weight + (1 - factor)
        return sum / weight
    }

    /// The smoothed curve of `values`.
    public static func smooth(_ values: [Double], factor: Double) -> [Double] {
        var smoothing = ExponentialSmoothing(factor: factor)
        return values.map { smoothing.next($0) }
    }
}
