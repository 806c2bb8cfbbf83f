import Telemetry

/// Spread and histogram of numbers at hand, for weights that no trainer reports on.
enum ValueSpread {
    /// - Complexity: O(n log n).
    static func spread(_ values: [Float]) -> Spread? {
        let sorted = values.filter(\.isFinite).sorted()
        guard let last = sorted.last else { return nil }
        return Spread(quantiles: (0..<7).map { sorted[$0 * (sorted.count - 1) / 7] } + [last])
    }

    /// Counts in `bins` equal bins from the least to the greatest value.
    static func histogram(_ values: [Float], bins: Int) -> [Int] {
        var low = Float.infinity
        var high = -Float.infinity
        for value in values where value.isFinite {
            low = min(low, value)
            high = max(high, value)
        }
        guard high > low else { return [] }
        var counts = [Int](repeating: 0, count: bins)
        let scale = Float(bins) / (high - low)
        for value in values where value.isFinite { counts[min(bins - 1, Int((value - low) * scale))] += 1 }
        return counts
    }
}
