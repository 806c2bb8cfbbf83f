/// The extent of one part of a layout: so many cells, or a share of what the fixed parts leave.
public enum Length: Hashable, Sendable {
    /// Exactly so many cells, as far as there is room.
    case fixed(Int)
    /// A share of the rest in proportion to `weight`, at least `minimum` cells as far as there is room.
    case flexible(weight: Int = 1, minimum: Int = 0)

    public static let flexible = Length.flexible()

    /// Divides `total` cells: fixed parts first, in order, then the rest by weight with no cell lost to rounding.
    public static func resolve(_ lengths: [Length], total: Int, spacing: Int = 0) -> [Int] {
        var room = max(0, total - spacing * max(0, lengths.count - 1))
        var result = [Int](repeating: 0, count: lengths.count)
        for (index, length) in lengths.enumerated() {
            switch length {
            case .fixed(let cells): result[index] = min(max(0, cells), room)
            case .flexible(_, let minimum): result[index] = min(max(0, minimum), room)
            }
            room -= result[index]
        }
        // Minimums count towards the shares: a part gets its share or its minimum, whichever is larger.
        var open = lengths.indices.filter {
            if case .flexible(let weight, _) = lengths[$0] { weight > 0 } else { false }
        }
        var pool = room + open.reduce(0) { $0 + result[$1] }
        func weight(_ index: Int) -> Int { if case .flexible(let weight, _) = lengths[index] { weight } else { 0 } }
        while !open.isEmpty {
            let weights = open.reduce(0) { $0 + weight($1) }
            if let large = open.first(where: { result[$0] * weights > pool * weight($0) }) {
                pool -= result[large]
                open.removeAll { $0 == large }
                continue
            }
            var spent = 0
            var passed = 0
            for index in open {
                passed += weight(index)
                let end = pool * passed / weights
                result[index] = end - spent
                spent = end
            }
            break
        }
        return result
    }
}
