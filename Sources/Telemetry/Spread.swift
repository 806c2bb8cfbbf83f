/// How a set of numbers is spread: minimum, 1/7, 2/7 … 6/7 quantiles, maximum.
public struct Spread: Sendable, Equatable, Codable {
    /// Eight ascending values.
    public var quantiles: [Float]

    public init(quantiles: [Float]) {
        precondition(quantiles.count == 8, "a spread has eight quantiles")
        self.quantiles = quantiles
    }
}
