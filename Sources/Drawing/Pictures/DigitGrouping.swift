/// Sorts the patches of a picture: which are digits, which are pieces of them, and which are none.
struct DigitGrouping {
    /// No more digits than this are read from a picture.
    static let digitLimit = 100
    /// Only so many patches, those with most ink, are looked at: more are grain.
    private static let patchLimit = 1000
    /// A patch along the border touches it with so much of its longer side.
    private static let contactShare = 0.4
    /// The height of the smallest digit beside the tallest.
    private static let smallestHeight = 0.42
    /// Broken strokes are this near to the rest of their digit, as a share of its size.
    private static let pieceGap = 0.22
    /// Less ink than this share of the digit's is a speck, near or not.
    private static let speckShare: Float = 0.015
    /// Parts of one digit, both tall, are this near to each other.
    private static let crackShare = 0.06
    /// Parts one above the other are this near, as a share of both together; lines of writing are further apart.
    private static let stackedGap = 0.08

    /// The patches of each digit, in reading order.
    private(set) var groups: [[Patch]] = []
    /// Each label's group from 1, 0 for patches that are dropped.
    private(set) var groupOfLabel: [Int]
    /// Which labels run along the border or frame others.
    private(set) var isMargin: [Bool]

    init(of map: PatchMap) {
        groupOfLabel = [Int](repeating: 0, count: map.patches.count)
        isMargin = [Bool](repeating: false, count: map.patches.count)
        var patches = map.patches
        if patches.count > Self.patchLimit {
            patches = Array(patches.sorted { $0.mass > $1.mass }.prefix(Self.patchLimit))
        }
        let inside = Self.withoutBorder(patches, map)
        let unframed = Self.withoutFrames(inside, map)
        for patch in patches { isMargin[Int(patch.label) - 1] = true }
        for patch in unframed { isMargin[Int(patch.label) - 1] = false }
        groups = Self.inReadingOrder(Self.grouped(unframed))
        for (index, group) in groups.enumerated() {
            for patch in group { groupOfLabel[Int(patch.label) - 1] = index + 1 }
        }
    }

    /// Leaves out what runs along the border; but where only specks would remain, a digit that was cut off there stays.
    private static func withoutBorder(_ patches: [Patch], _ map: PatchMap) -> [Patch] {
        var inside: [Patch] = []
        var cutOff: [Patch] = []
        for patch in patches {
            let contact = patch.contact
            let spans = (contact.left > 0 && contact.right > 0) || (contact.top > 0 && contact.bottom > 0)
            let isFlush = Double(patch.contactLength) >= contactShare * Double(patch.longest)
            if !spans, !isFlush {
                inside.append(patch)
            } else if patch.x.count * 5 >= map.width || patch.y.count * 5 >= map.height {
                // Deep into the picture, and not along a whole edge of it.
                let alongWhole =
                    max(contact.left, contact.right) * 10 >= map.height * 9
                    || max(contact.top, contact.bottom) * 10 >= map.width * 9
                if !alongWhole, patch.x.count * 8 >= patch.y.count, patch.y.count * 8 >= patch.x.count {
                    cutOff.append(patch)
                }
            }
        }
        guard let largest = cutOff.max(by: { $0.mass < $1.mass }) else { return inside }
        let best = inside.map(\.mass).max() ?? 0
        return best < largest.mass / 10 ? inside + [largest] : inside
    }

    /// Leaves out patches that surround another one of a digit's size.
    private static func withoutFrames(_ patches: [Patch], _ map: PatchMap) -> [Patch] {
        patches.filter { outer in
            !patches.contains { inner in
                inner.label != outer.label && inner.longest * 10 >= outer.longest * 3
                    && outer.x.lowerBound < inner.x.lowerBound && outer.x.upperBound > inner.x.upperBound
                    && outer.y.lowerBound < inner.y.lowerBound && outer.y.upperBound > inner.y.upperBound
                    && surrounds(outer, inner, map)
            }
        }
    }

    /// Whether one meets `outer` whichever way one leaves the middle of `inner`.
    private static func surrounds(_ outer: Patch, _ inner: Patch, _ map: PatchMap) -> Bool {
        let x = (inner.x.lowerBound + inner.x.upperBound) / 2
        let y = (inner.y.lowerBound + inner.y.upperBound) / 2
        func meets(_ columns: Range<Int>, _ rows: Range<Int>) -> Bool {
            rows.contains { row in columns.contains { map.labels[row * map.width + $0] == outer.label } }
        }
        return meets(outer.x.lowerBound..<inner.x.lowerBound, y..<y + 1)
            && meets(inner.x.upperBound..<outer.x.upperBound, y..<y + 1)
            && meets(x..<x + 1, outer.y.lowerBound..<inner.y.lowerBound)
            && meets(x..<x + 1, inner.y.upperBound..<outer.y.upperBound)
    }

    private static func grouped(_ patches: [Patch]) -> [[Patch]] {
        guard let main = patches.max(by: { $0.mass < $1.mass }) else { return [] }
        // What is tall and has ink enough is a digit; the main patch is one even if it is a dash.
        let large = patches.filter { $0.mass >= main.mass * 0.08 }
        let tallest = large.map(\.y.count).max() ?? main.y.count
        let isDigit = { (patch: Patch) in
            patch.mass >= main.mass * 0.08 && Double(patch.y.count) >= smallestHeight * Double(tallest)
        }
        var groups: [[Patch]] = []
        for patch in patches.filter(isDigit).sorted(by: { $0.mass > $1.mass }) {
            if let index = groups.firstIndex(where: { $0.contains { isOneDigit($0, patch, tallest) } }) {
                groups[index].append(patch)
            } else if groups.count < digitLimit {
                groups.append([patch])
            }
        }
        for patch in patches where !isDigit(patch) {
            let near = groups.indices.min { gap(groups[$0], patch) < gap(groups[$1], patch) }
            guard let near, isPiece(patch, of: groups[near]) else { continue }
            groups[near].append(patch)
        }
        return groups
    }

    /// Whether two tall patches are parts of one digit: one above the other with little between, or with a crack between them.
    private static func isOneDigit(_ one: Patch, _ other: Patch, _ tallest: Int) -> Bool {
        let width = max(one.x.upperBound, other.x.upperBound) - min(one.x.lowerBound, other.x.lowerBound)
        let height = max(one.y.upperBound, other.y.upperBound) - min(one.y.lowerBound, other.y.lowerBound)
        let gap = Double(one.gap(to: other))
        let across = min(one.x.upperBound, other.x.upperBound) - max(one.x.lowerBound, other.x.lowerBound)
        let down = min(one.y.upperBound, other.y.upperBound) - max(one.y.lowerBound, other.y.lowerBound)
        // Neighbours in a number stand side by side, each nearly as high as the other.
        if down * 2 < min(one.y.count, other.y.count) { return gap <= stackedGap * Double(max(width, height)) }
        guard Double(max(width, height)) <= 1.5 * Double(max(tallest, max(one.longest, other.longest))) else {
            return false
        }
        return across * 2 >= min(one.x.count, other.x.count) || gap <= crackShare * Double(tallest)
    }

    private static func isPiece(_ patch: Patch, of group: [Patch]) -> Bool {
        let mass = group.reduce(0) { $0 + $1.mass }
        let (x, y) = box(group)
        let longest = max(x.count, y.count)
        let width = max(x.upperBound, patch.x.upperBound) - min(x.lowerBound, patch.x.lowerBound)
        let height = max(y.upperBound, patch.y.upperBound) - min(y.lowerBound, patch.y.lowerBound)
        // A line drawn under a digit is none of it.
        let isUnderline = patch.x.count > 3 * patch.y.count && patch.y.lowerBound >= y.upperBound
        return !isUnderline && patch.mass >= speckShare * mass
            && Double(gap(group, patch)) <= pieceGap * Double(longest)
            && Double(max(width, height)) <= 1.45 * Double(longest)
    }

    private static func gap(_ group: [Patch], _ patch: Patch) -> Int { group.map { $0.gap(to: patch) }.min() ?? .max }

    private static func box(_ group: [Patch]) -> (x: Range<Int>, y: Range<Int>) {
        let left = group.map(\.x.lowerBound).min() ?? 0
        let right = group.map(\.x.upperBound).max() ?? 1
        let top = group.map(\.y.lowerBound).min() ?? 0
        let bottom = group.map(\.y.upperBound).max() ?? 1
        return (left..<right, top..<bottom)
    }

    /// Row by row, each from left to right. A digit is in the row above if its middle is above that row's lower edge.
    private static func inReadingOrder(_ groups: [[Patch]]) -> [[Patch]] {
        var rows: [(bottom: Int, groups: [[Patch]])] = []
        let middle = { (group: [Patch]) in (box(group).y.lowerBound + box(group).y.upperBound) / 2 }
        for group in groups.sorted(by: { middle($0) < middle($1) }) {
            if let last = rows.indices.last, middle(group) < rows[last].bottom {
                rows[last].groups.append(group)
            } else {
                rows.append((box(group).y.upperBound, [group]))
            }
        }
        return rows.flatMap { $0.groups.sorted { box($0).x.lowerBound < box($1).x.lowerBound } }
    }
}
