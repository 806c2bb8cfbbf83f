/// A skeleton as lines between its ends and crossings.
///
/// Pixels are joined to those beside and above them, and across a corner where no pixel lies beside the corner, so that a bend is not
/// taken for a crossing.
struct SkeletonGraph {
    private let width: Int
    private let height: Int
    private var isSet: [Bool]

    init(_ skeleton: [Bool], width: Int, height: Int) {
        isSet = skeleton
        self.width = width
        self.height = height
    }

    /// The skeleton's lines as pixel indices, without dead ends shorter than `shortestBranch` pixels; a lone pixel is a line of one.
    func lines(shortestBranch: Int) -> [[Int]] {
        var graph = self
        // Each round may uncover a new dead end where two short ones met; a handful is all a digit has.
        for _ in 0..<4 {
            let spurs = graph.traced().filter { graph.isSpur($0, shorterThan: shortestBranch) }
            if spurs.isEmpty { break }
            for spur in spurs {
                for pixel in spur where graph.neighbours(of: pixel).count < 3 { graph.isSet[pixel] = false }
            }
        }
        return graph.traced()
    }

    /// A dead end that hangs on a crossing.
    private func isSpur(_ line: [Int], shorterThan limit: Int) -> Bool {
        guard line.count > 1, line.count < limit else { return false }
        let ends = (neighbours(of: line[0]).count, neighbours(of: line[line.count - 1]).count)
        return (ends.0 == 1 && ends.1 > 2) || (ends.1 == 1 && ends.0 > 2)
    }

    private func neighbours(of pixel: Int) -> [Int] {
        let x = pixel % width
        let y = pixel / width
        func has(_ dx: Int, _ dy: Int) -> Bool {
            x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height && isSet[(y + dy) * width + x + dx]
        }
        var found: [Int] = []
        for (dx, dy) in [(0, -1), (1, 0), (0, 1), (-1, 0)] where has(dx, dy) { found.append((y + dy) * width + x + dx) }
        for (dx, dy) in [(1, -1), (1, 1), (-1, 1), (-1, -1)] where has(dx, dy) && !has(dx, 0) && !has(0, dy) {
            found.append((y + dy) * width + x + dx)
        }
        return found
    }

    private func traced() -> [[Int]] {
        var walked: Set<[Int]> = []
        var visited = [Bool](repeating: false, count: isSet.count)
        var lines: [[Int]] = []

        func walk(from start: Int, to second: Int) -> [Int] {
            var line = [start, second]
            visited[start] = true
            walked.insert([start, second])
            walked.insert([second, start])
            while true {
                let last = line[line.count - 1]
                visited[last] = true
                let around = neighbours(of: last)
                guard around.count == 2, last != start else { return line }
                let next = around[0] == line[line.count - 2] ? around[1] : around[0]
                guard walked.insert([last, next]).inserted else { return line }
                walked.insert([next, last])
                line.append(next)
            }
        }

        let inked = isSet.indices.filter { isSet[$0] }
        for pixel in inked {
            let around = neighbours(of: pixel)
            if around.isEmpty {
                visited[pixel] = true
                lines.append([pixel])
            } else if around.count != 2 {
                for next in around where !walked.contains([pixel, next]) { lines.append(walk(from: pixel, to: next)) }
            }
        }
        // What is left are rings without ends or crossings.
        for pixel in inked where !visited[pixel] { lines.append(walk(from: pixel, to: neighbours(of: pixel)[0])) }
        return lines
    }
}
