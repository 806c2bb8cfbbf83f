import Telemetry

/// Some of a set's numbers, sorted, with the least and the largest of all of them.
package struct Sample {
    /// Ascending; the first and last are the whole set's.
    private let sorted: [Float]

    /// - Parameter limit: At most this many values are looked at in detail, always the same positions.
    package init(of values: ArraySlice<Float>, limit: Int) {
        var picked = Self.pick(from: values, limit: limit)
        if picked.count < values.count, let (low, high) = Self.bounds(of: values) {
            picked.append(low)
            picked.append(high)
        }
        picked.removeAll { $0.isNaN }
        picked.sort()
        sorted = picked
    }

    /// Up to `limit` values, evenly spaced.
    static func pick(from values: ArraySlice<Float>, limit: Int) -> [Float] {
        if values.count <= limit { return Array(values) }
        return values.withUnsafeBufferPointer { values in
            (0..<limit).map { values[$0 * values.count / limit] }
        }
    }

    /// The least and the largest value, eight lanes at a time.
    private static func bounds(of values: ArraySlice<Float>) -> (Float, Float)? {
        values.withUnsafeBufferPointer { values in
            guard let first = values.first else { return nil }
            var low = SIMD8<Float>(repeating: first)
            var high = low
            var index = 0
            let raw = UnsafeRawBufferPointer(values)
            while index + 8 <= values.count {
                let lanes = raw.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
                low = pointwiseMin(low, lanes)
                high = pointwiseMax(high, lanes)
                index += 8
            }
            var bounds = (low.min(), high.max())
            for value in values[index...] { bounds = (Swift.min(bounds.0, value), Swift.max(bounds.1, value)) }
            return bounds
        }
    }

    /// Minimum, 1/7 … 6/7 quantiles, maximum, interpolated between neighbours; `nil` without numbers.
    package var spread: Spread? {
        guard !sorted.isEmpty else { return nil }
        let quantiles = (0...7).map { number -> Float in
            let place = Float(sorted.count - 1) * Float(number) / 7
            let below = Int(place)
            let above = Swift.min(below + 1, sorted.count - 1)
            return sorted[below] + (sorted[above] - sorted[below]) * (place - Float(below))
        }
        return Spread(quantiles: quantiles)
    }

    /// Counts in equal bins from the least value to the largest.
    package func histogram(bins: Int) -> [Int] {
        guard let low = sorted.first, let high = sorted.last, (high - low).isFinite else { return [] }
        var counts = [Int](repeating: 0, count: bins)
        let scale = high > low ? Float(bins) / (high - low) : 0
        for value in sorted { counts[Swift.min(bins - 1, Int((value - low) * scale))] += 1 }
        return counts
    }
}
