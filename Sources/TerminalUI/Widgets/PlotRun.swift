/// Neighbouring points of a curve that fall into one place of the screen: what is left to draw of them.
struct PlotRun: Hashable, Sendable {
    var firstX: Double
    var lastX: Double
    var first: Double
    var last: Double
    var least: Double
    var most: Double
    /// The least value above zero, for logarithmic axes; 0 when there is none.
    var leastPositive: Double
    /// A line leads here from the run before; not after a gap.
    var isConnected: Bool

    /// The runs of the points inside a range and the two just outside it, at most about `count` of them.
    ///
    /// - Complexity: O(log n + points inside the range); small and without allocation for each point.
    static func runs(_ points: [PlotPoint], in range: ClosedRange<Double>, count: Int) -> [PlotRun] {
        // One more on either side, so that lines go on to the border.
        let start = max(0, points.firstIndex(notBefore: range.lowerBound) - 1)
        let end = min(points.count, points.firstIndex(after: range.upperBound) + 1)
        guard start < end else { return [] }
        var result: [PlotRun] = []
        let isDense = end - start > count
        result.reserveCapacity(min(end - start, count + 2))
        let width = (range.upperBound - range.lowerBound) / Double(max(1, count))
        points.withUnsafeBufferPointer { points in
            var hasGap = true
            var border = -Double.infinity
            var run = PlotRun(
                firstX: 0, lastX: 0, first: 0, last: 0, least: 0, most: 0, leastPositive: 0, isConnected: false)
            var isOpen = false
            for index in start..<end {
                let x = points[index].x
                let y = points[index].y
                // A value that is not finite minus itself is not 0.
                if y - y != 0 || x - x != 0 {
                    hasGap = true
                    continue
                }
                if isOpen && isDense && x < border {
                    run.last = y
                    run.lastX = x
                    if y < run.least { run.least = y }
                    if y > run.most { run.most = y }
                    if y > 0 && (y < run.leastPositive || run.leastPositive == 0) { run.leastPositive = y }
                    hasGap = false
                    continue
                }
                if isOpen { result.append(run) }
                run = PlotRun(
                    firstX: x, lastX: x, first: y, last: y, least: y, most: y, leastPositive: y > 0 ? y : 0,
                    isConnected: isOpen && !hasGap)
                hasGap = false
                isOpen = true
                if isDense {
                    border = range.lowerBound + (((x - range.lowerBound) / width).rounded(.down) + 1) * width
                    if border <= x { border = x.nextUp }
                }
            }
            if isOpen { result.append(run) }
        }
        return result
    }
}

extension Array where Element == PlotPoint {
    /// The first index whose `x` is not less than this one; the points are in order of `x`.
    func firstIndex(notBefore x: Double) -> Int { partition { $0.x >= x } }

    /// The first index whose `x` is greater than this one.
    func firstIndex(after x: Double) -> Int { partition { $0.x > x } }

    private func partition(_ isRight: (PlotPoint) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isRight(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
