/// The connected patches of a plane of ink: pixels over a threshold that touch, diagonals included.
struct PatchMap {
    let width: Int
    let height: Int
    /// Each pixel's patch, 0 where there is none, `[height, width]`.
    private(set) var labels: [Int32]
    /// In the order of their first pixels; `patches[label - 1]`.
    private(set) var patches: [Patch] = []

    /// Labels the pixels for which `threshold` is passed.
    ///
    /// - Complexity: O(pixels) in time and memory.
    init(_ ink: Plane, over threshold: Float) {
        self.init(ink, where: { ink.values[$0] > threshold })
    }

    /// Labels anew, each patch of `other` with a threshold of its own, so that what only faint ink joined comes apart.
    init(_ ink: Plane, within other: PatchMap, over thresholds: [Float]) {
        self.init(ink) { index in
            let label = other.labels[index]
            return label > 0 && ink.values[index] > thresholds[Int(label) - 1]
        }
    }

    private init(_ ink: Plane, where isInk: (Int) -> Bool) {
        width = ink.width
        height = ink.height
        labels = [Int32](repeating: 0, count: width * height)
        // -1 marks ink without a label yet.
        for index in labels.indices where isInk(index) { labels[index] = -1 }
        var waiting: [Int] = []
        for start in labels.indices where labels[start] == -1 {
            let label = Int32(patches.count + 1)
            patches.append(fill(from: start, with: label, ink, &waiting))
        }
    }

    /// Gives one patch its label.
    private mutating func fill(from start: Int, with label: Int32, _ ink: Plane, _ waiting: inout [Int]) -> Patch {
        var patch = Patch(
            label: label, x: start % width..<start % width + 1, y: start / width..<start / width + 1, area: 0, mass: 0,
            contact: (0, 0, 0, 0))
        var (left, right, top, bottom) = (width, -1, height, -1)
        labels[start] = label
        waiting.append(start)
        while let index = waiting.popLast() {
            let (x, y) = (index % width, index / width)
            patch.area += 1
            patch.mass += ink.values[index]
            left = min(left, x)
            right = max(right, x)
            top = min(top, y)
            bottom = max(bottom, y)
            if x == 0 { patch.contact.left += 1 }
            if x == width - 1 { patch.contact.right += 1 }
            if y == 0 { patch.contact.top += 1 }
            if y == height - 1 { patch.contact.bottom += 1 }
            for ny in max(0, y - 1)...min(height - 1, y + 1) {
                for nx in max(0, x - 1)...min(width - 1, x + 1) where labels[ny * width + nx] == -1 {
                    labels[ny * width + nx] = label
                    waiting.append(ny * width + nx)
                }
            }
        }
        patch.x = left..<right + 1
        patch.y = top..<bottom + 1
        return patch
    }

    /// Each patch's grey level: what nine tenths of its pixels stay under.
    func levels(of ink: Plane) -> [Float] {
        // Sorted by patch with one pass of counting, then each by its own histogram.
        var firsts = [Int](repeating: 0, count: patches.count + 1)
        for patch in patches { firsts[Int(patch.label)] = firsts[Int(patch.label) - 1] + patch.area }
        var values = [Float](repeating: 0, count: firsts[patches.count])
        var next = firsts
        for index in labels.indices where labels[index] > 0 {
            let patch = Int(labels[index]) - 1
            values[next[patch]] = ink.values[index]
            next[patch] += 1
        }
        return patches.indices.map { patch in
            let own = values[firsts[patch]..<firsts[patch + 1]]
            guard own.count > 256 else { return own.sorted()[own.count * 9 / 10] }
            var counts = [Int](repeating: 0, count: 256)
            for value in own { counts[min(255, Int(value))] += 1 }
            var above = own.count / 10
            let level = counts.indices.reversed().first { index in
                above -= counts[index]
                return above < 0
            }
            return Float(level ?? 0)
        }
    }

    /// Lets the patches in `labels` grow into the paler ink around them that passes `floor`, and gives all other patches' pixels up.
    ///
    /// - Parameter group: each label's group from 1, 0 for patches that are dropped.
    /// - Returns: Each pixel's group.
    func grown(into ink: Plane, over floor: (Int) -> Float, group: [Int]) -> [Int32] {
        var result = [Int32](repeating: 0, count: labels.count)
        var front: [Int] = []
        for index in labels.indices where labels[index] > 0 && group[Int(labels[index]) - 1] > 0 {
            result[index] = Int32(group[Int(labels[index]) - 1])
            front.append(index)
        }
        var next: [Int] = []
        while !front.isEmpty {
            for index in front {
                let (x, y) = (index % width, index / width)
                let limit = floor(Int(result[index]))
                for ny in max(0, y - 1)...min(height - 1, y + 1) {
                    for nx in max(0, x - 1)...min(width - 1, x + 1) {
                        let neighbour = ny * width + nx
                        guard result[neighbour] == 0, labels[neighbour] == 0, ink.values[neighbour] > limit else {
                            continue
                        }
                        result[neighbour] = result[index]
                        next.append(neighbour)
                    }
                }
            }
            swap(&front, &next)
            next.removeAll(keepingCapacity: true)
        }
        return result
    }
}
