/// Takes straight lines that run through the whole picture out of the ink: ruled and squared paper, edges, frames.
///
/// A line's thickness is small and its length that of the picture, which no stroke of a digit is. Where something thicker crosses it,
/// that stays. Slanted lines are found by counting along many slopes (the idea of P. V. C. Hough, 1962, on runs of ink).
struct LineEraser {
    /// Thickest line, as a share of the picture's longer side.
    private static let thickest: Float = 0.016
    /// Steepest line: rise over run.
    private static let steepest: Float = 0.12
    /// The share of the picture's width in which a line's ink is seen; strokes and gaps hide the rest.
    private static let coverage: Float = 0.6
    /// How far from both edges a line may end, as a share of the width.
    private static let margin: Float = 0.08
    /// No paper has more lines one way.
    private static let lineLimit = 200

    /// Ink one above the other in one column.
    private struct Run {
        var x: Int
        var y: Range<Int>
        var middle: Float { Float(y.lowerBound + y.upperBound - 1) / 2 }
    }

    private struct Line {
        var start: Float
        var slope: Float
        func y(at x: Int) -> Float { start + slope * Float(x) }
    }

    private var ink: Plane
    private let threshold: Float
    /// All runs of each column, from the top.
    private var runs: [[Run]] = []
    /// The longest run that can be of a line.
    private let thinRun: Int

    /// Erases lines both ways.
    ///
    /// - Parameter threshold: what is over it is ink.
    static func erase(from ink: inout Plane, over threshold: Float) {
        ink = LineEraser(ink, threshold).erased()
        ink = LineEraser(ink.transposed, threshold).erased().transposed
    }

    private init(_ ink: Plane, _ threshold: Float) {
        self.ink = ink
        self.threshold = threshold
        thinRun = max(1, Int(Float(max(ink.width, ink.height)) * Self.thickest))
        for x in 0..<ink.width {
            var column: [Run] = []
            var start = -1
            for y in 0...ink.height {
                let isInk = y < ink.height && ink.values[y * ink.width + x] > threshold
                if isInk, start < 0 { start = y }
                if !isInk, start >= 0 {
                    column.append(Run(x: x, y: start..<y))
                    start = -1
                }
            }
            runs.append(column)
        }
    }

    /// The ink without its lines that run from left to right.
    private func erased() -> Plane {
        var result = ink
        for line in lines() { erase(line, from: &result) }
        return result
    }

    /// All lines, the best covered first.
    private func lines() -> [Line] {
        let thin = runs.flatMap { $0.filter { $0.y.count <= thinRun } }
        let needed = Int(Float(ink.width) * Self.coverage)
        guard thin.count >= needed, ink.width >= 16 else { return [] }
        // Two neighbouring slopes part by two pixels and a half over the width.
        let steps = max(1, Int(Self.steepest * Float(ink.width) / 2.5))
        var found: [(votes: Int, line: Line)] = []
        let shift = Int(Self.steepest * Float(ink.width)) + 2
        var votes = [Int](repeating: 0, count: ink.height + 2 * shift + 2)
        for step in -steps...steps {
            let slope = Self.steepest * Float(step) / Float(steps)
            for index in votes.indices { votes[index] = 0 }
            for run in thin { votes[Int(run.middle - slope * Float(run.x) + Float(shift) + 0.5)] += 1 }
            for index in 1..<votes.count - 1 {
                let sum = votes[index - 1] + votes[index] + votes[index + 1]
                if sum >= needed, votes[index] >= votes[index - 1], votes[index] > votes[index + 1] {
                    found.append((sum, Line(start: Float(index - shift), slope: slope)))
                }
            }
        }
        found.sort { $0.votes > $1.votes }
        var taken: [Line] = []
        for (_, line) in found where taken.count < Self.lineLimit {
            let isNew = taken.allSatisfy { other in
                abs(other.y(at: 0) - line.y(at: 0)) > 3 || abs(other.y(at: ink.width) - line.y(at: ink.width)) > 3
            }
            if isNew, let fitted = fitted(line) { taken.append(fitted) }
        }
        return taken
    }

    /// The line through the thin runs near this one, or nil if they leave too much of the width out.
    private func fitted(_ line: Line) -> Line? {
        var line = line
        var near: [Run] = []
        for _ in 0..<2 {
            near = (0..<ink.width).compactMap { run(at: line, $0, reach: 2) }.filter { $0.y.count <= thinRun }
            var fit = LeastSquares(unknowns: 2)
            for run in near { fit.add([1, Double(run.x)], value: Double(run.middle)) }
            guard let found = fit.solution() else { return nil }
            line = Line(start: Float(found[0]), slope: Float(found[1]))
        }
        guard let first = near.first?.x, let last = near.last?.x,
            Float(near.count) >= Float(ink.width) * Self.coverage, Float(first) <= Float(ink.width) * Self.margin,
            Float(last) >= Float(ink.width) * (1 - Self.margin) - 1
        else { return nil }
        return line
    }

    /// The run of column `x` that the line goes through, or the nearest within `reach` pixels.
    private func run(at line: Line, _ x: Int, reach: Float) -> Run? {
        let y = line.y(at: x)
        func distance(_ run: Run) -> Float {
            max(0, Float(run.y.lowerBound) - y, y - Float(run.y.upperBound - 1))
        }
        guard let nearest = runs[x].min(by: { distance($0) < distance($1) }) else { return nil }
        return distance(nearest) <= reach ? nearest : nil
    }

    private func erase(_ line: Line, from plane: inout Plane) {
        let onLine = (0..<ink.width).compactMap { run(at: line, $0, reach: 1.5) }
        let thicknesses = onLine.map(\.y.count).sorted()
        let levels = onLine.map(strongest).sorted()
        guard let median = thicknesses.isEmpty ? nil : thicknesses[thicknesses.count / 2] else { return }
        let level = levels[levels.count / 2]
        let longestErased = max(median + 2, median * 9 / 5)
        for run in onLine where run.y.count <= longestErased {
            // Much stronger than the line: the pen's.
            guard strongest(run) <= 1.6 * level + 16 else { continue }
            // With the pale pixels beside it.
            for y in max(0, run.y.lowerBound - 2)..<min(ink.height, run.y.upperBound + 2) {
                let index = y * ink.width + run.x
                if run.y.contains(y) || plane.values[index] <= threshold { plane.values[index] = 0 }
            }
        }
    }

    private func strongest(_ run: Run) -> Float {
        run.y.map { ink.values[$0 * ink.width + run.x] }.max() ?? 0
    }
}
