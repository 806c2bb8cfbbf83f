/// Weighted least squares with a handful of unknowns, by the normal equations.
struct LeastSquares {
    private let count: Int
    /// The normal equations, `[count, count + 1]`, the right side in the last column.
    private var sums: [Double]

    /// No samples yet for `count` unknowns.
    init(unknowns count: Int) {
        self.count = count
        sums = [Double](repeating: 0, count: count * (count + 1))
    }

    /// Takes a sample: `Σ terms[i] · unknown[i] = value`; terms past the last unknown are passed over.
    mutating func add(_ terms: [Double], value: Double) {
        for row in 0..<count {
            let start = row * (count + 1)
            for column in 0..<count { sums[start + column] += terms[row] * terms[column] }
            sums[start + count] += terms[row] * value
        }
    }

    /// The unknowns, or nil if the samples do not determine them.
    func solution() -> [Double]? {
        var rows = (0..<count).map { Array(sums[$0 * (count + 1)..<($0 + 1) * (count + 1)]) }
        for pivot in 0..<count {
            guard let best = (pivot..<count).max(by: { abs(rows[$0][pivot]) < abs(rows[$1][pivot]) }),
                abs(rows[best][pivot]) > 1e-9
            else { return nil }
            rows.swapAt(pivot, best)
            for row in 0..<count where row != pivot {
                let factor = rows[row][pivot] / rows[pivot][pivot]
                guard factor != 0 else { continue }
                for column in pivot...count { rows[row][column] -= factor * rows[pivot][column] }
            }
        }
        return (0..<count).map { rows[$0][count] / rows[$0][$0] }
    }
}
